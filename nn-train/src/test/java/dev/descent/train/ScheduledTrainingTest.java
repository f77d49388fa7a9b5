package dev.descent.train;

import static dev.descent.train.Points.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.schedule.StepDecay;
import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduledTrainingTest {
  private static final Layer NETWORK = new Linear(3);

  private static Trainer trainer(Dataset data, int epochs) {
    return Points.trainer(NETWORK, data, epochs);
  }

  @Test
  void schedule_ofEpochs_movesOnceAnEpoch() {
    Dataset data = Points.of(40, 3); // three batches an epoch
    float[] byEpoch =
        trainer(data, 3)
            .schedule("learningRate", new EpochSchedule(new StepDecay(0.1, 1, 0.5)))
            .train()
            .model()
            .weights();
    float[] bySteps =
        trainer(data, 3)
            .schedule("learningRate", new StepDecay(0.1, 3, 0.5))
            .train()
            .model()
            .weights();
    assertThat(bits(byEpoch)).isEqualTo(bits(bySteps));
    assertThatThrownBy(() ->
            Trainer.of(NETWORK, new CrossEntropy())
                .optimizer(AdamConfig.of(0.01))
                .schedule("learningRate", new EpochSchedule(new StepDecay(0.1, 1, 0.5)))
                .epochs(1)
                .train())
        .hasMessage("a trainer needs data(...)");
  }

  @Test
  void schedule_ofEpochs_knowsAnyAccumulation() {
    Dataset data = Points.of(40, 3); // three batches an epoch, two steps
    StepDecay decay = new StepDecay(0.1, 1, 0.5);
    float[] adjusted =
        trainer(data, 3)
            .schedule("learningRate", new EpochSchedule(decay))
            .adjust(builder -> builder.accumulate(2))
            .train()
            .model()
            .weights();
    float[] accumulated =
        trainer(data, 3)
            .accumulate(2)
            .schedule("learningRate", new EpochSchedule(decay))
            .train()
            .model()
            .weights();
    float[] bySteps =
        trainer(data, 3)
            .accumulate(2)
            .schedule("learningRate", new StepDecay(0.1, 2, 0.5))
            .train()
            .model()
            .weights();
    assertThat(bits(adjusted)).isEqualTo(bits(bySteps));
    assertThat(bits(accumulated)).isEqualTo(bits(bySteps));
  }

  @Test
  void schedule_thatAMetricMoves_seesTheLossOfEveryEpoch() {
    Dataset data = Points.of(40, 3);
    List<Double> seen = new ArrayList<>();
    MetricSchedule recorder =
        new MetricSchedule() {
          @Override
          public List<String> names() {
            return List.of("count");
          }

          @Override
          public double[] start() {
            return new double[1];
          }

          @Override
          public void observe(double[] state, double metric) {
            state[0]++;
            seen.add(metric);
          }

          @Override
          public double at(long step, double[] state) {
            return 0.1 / (1 + state[0]);
          }
        };
    TrainingResult moved =
        trainer(data, 3)
            .schedule("learningRate", recorder)
            .validation(Pipeline.of(Points.of(20, 4)))
            .train();
    assertThat(seen)
        .isEqualTo(moved.history().stream().map(epoch -> epoch.validation().get("loss")).toList());
    TrainingResult pure =
        trainer(data, 3)
            .schedule("learningRate", step -> 0.1 / (1 + Math.floorDiv(step, 3)))
            .train();
    assertThat(bits(moved.model().weights())).isEqualTo(bits(pure.model().weights()));
  }
}

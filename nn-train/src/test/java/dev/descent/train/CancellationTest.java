package dev.descent.train;

import static dev.descent.train.Points.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metric;
import org.junit.jupiter.api.Test;

final class CancellationTest {
  @Test
  void train_cancelled_leavesBetweenTwoSteps() {
    Cancellation cancellation = new Cancellation();
    TrainingListener canceller =
        new TrainingListener() {
          @Override
          public Cadence cadence() {
            return Cadence.everySteps(9);
          }

          @Override
          public void step(Progress progress) {
            cancellation.cancel();
          }
        };
    assertThatThrownBy(() ->
            trainer(Points.of(100, 1), 5).listener(canceller).cancellation(cancellation).train())
        .isInstanceOf(TrainingCancelledException.class)
        .hasMessage("training was stopped in epoch 2 of 5 after 9 steps");
  }

  @Test
  void train_cancelledDuringValidation_leavesBetweenTwoBatches() {
    Cancellation cancellation = new Cancellation();
    Metric metric =
        new Metric() {
          @Override
          public String name() {
            return "canceller";
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public Score start() {
            return new Score() {
              private int batches;

              @Override
              public void add(Tensor prediction, Batch batch) {
                cancellation.cancel();
                batches++;
                assertThat(batches).isEqualTo(1);
              }

              @Override
              public double value() {
                return batches;
              }

              @Override
              public void reset() {
                batches = 0;
              }
            };
          }
        };
    assertThatThrownBy(() ->
            trainer(Points.of(100, 1), 5)
                .trainingMetrics(false)
                .metric(metric)
                .validation(Pipeline.of(Points.of(30, 2)).batch(10, Remainder.KEEP))
                .cancellation(cancellation)
                .train())
        .isInstanceOf(TrainingCancelledException.class)
        .hasMessage("training was stopped in epoch 1 of 5 after 7 steps");
  }
}

package dev.descent.train;

import static dev.descent.train.Points.bits;
import static dev.descent.train.Points.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Linear;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.NonFiniteException;
import org.junit.jupiter.api.Test;

final class TrainingListenerTest {
  @Test
  void listeners_training_areCalledInOrder() {
    Recorder recorder = new Recorder(Cadence.everySteps(4));
    trainer(Points.of(96, 1), 2).listener(recorder).train();
    assertThat(recorder.calls)
        .containsExactly("start 12", "step 4", "epoch 1", "step 8", "step 12", "epoch 2", "end 12");
  }

  @Test
  void train_watching_changesNoBit() {
    Dataset data = Points.of(100, 1);
    float[] alone = trainer(data, 5).trainingMetrics(false).train().model().weights();
    float[] watched =
        trainer(data, 5)
            .validation(Pipeline.of(Points.of(40, 2)))
            .listener(new Recorder(Cadence.everySteps(1)))
            .train()
            .model()
            .weights();
    assertThat(bits(watched)).isEqualTo(bits(alone));
  }

  @Test
  void train_exploding_saysWhereAndTellsListeners() {
    Recorder recorder = new Recorder(Cadence.never());
    assertThatThrownBy(() ->
            Trainer.of(new Linear(1), new MeanSquaredError())
                .optimizer(SgdConfig.of(1e6))
                .data(
                    Pipeline.of(
                        Dataset.regression("line", new float[] {1, 2, 3}, new float[] {1, 2, 3})))
                .listener(recorder)
                .epochs(100)
                .train())
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("must be finite");
    assertThat(recorder.calls).endsWith("failed");
  }
}

package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.loss.Loss;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.NonFinite;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class ZeroedNoticeTest {
  /// The root of 0, whose slope is infinite, times 0.
  private static final Loss FLAT_ROOT = (prediction, _, _) -> prediction.multiply(0).sqrt().mean();

  private static final TrainingListener NOBODY = new TrainingListener() {};

  private final List<String> warnings = new ArrayList<>();

  /// Trains for two steps an epoch, with two NaNs in each where the loss makes some.
  private void train(Loss loss, int epochs, TrainingListener listener) {
    Dataset data = Dataset.regression("line", new float[] {2, 1}, new float[] {1, 2});
    Trainer trainer =
        Trainer.of(Sequential.of(new Linear(1)), loss)
            .optimizer(SgdConfig.of(0.1))
            .adjust(builder -> builder.nonFinite(NonFinite.fail().withZeroedNans()))
            .data(Pipeline.of(data).batch(1, Remainder.KEEP))
            .listener(listener)
            .threads(1)
            .epochs(epochs);
    trainer.log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  warnings.add(method.getName() + " " + Arrays.deepToString(arguments));
                  return null;
                });
    trainer.train();
  }

  private static String warning(int nans, int epoch) {
    return "warn [{} NaNs in gradients up to epoch {} have been taken for 0, as nonFinite asks:"
        + " look"
        + " for NaNs in the data, or lower the learning rate, %d, %d]".formatted(nans, epoch);
  }

  /// Fails after so many steps.
  private static TrainingListener failing(long after) {
    return new TrainingListener() {
      @Override
      public Cadence cadence() {
        return Cadence.everySteps(1);
      }

      @Override
      public void step(Progress progress) {
        if (progress.step() == after) {
          throw new IllegalStateException("after " + after);
        }
      }
    };
  }

  @Test
  void train_nansTakenForZero_areToldInTheirFirstEpochAndInAllAtTheEnd() {
    train(FLAT_ROOT, 5, NOBODY);
    assertThat(warnings).containsExactly(warning(4, 1), warning(20, 5));
  }

  @Test
  void train_nansOfOneEpoch_areToldOnce() {
    train(FLAT_ROOT, 1, NOBODY);
    assertThat(warnings).containsExactly(warning(4, 1));
  }

  @Test
  void train_failingInItsFirstEpoch_tellsWhatThereWas() {
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, failing(1))).hasMessage("after 1");
    assertThat(warnings).containsExactly(warning(2, 1));
  }

  @Test
  void train_failingInALaterEpoch_tellsWhatThereWasInAll() {
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, failing(5))).hasMessage("after 5");
    assertThat(warnings).containsExactly(warning(4, 1), warning(10, 3));
  }

  @Test
  void train_withoutNans_saysNothing() {
    train(new MeanSquaredError(), 3, NOBODY);
    assertThat(warnings).isEmpty();
  }
}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class ZeroedNoticeTest {
  /// The root of 0, whose slope is infinite, times 0.
  private static final Loss FLAT_ROOT = (prediction, _, _) -> prediction.multiply(0).sqrt().mean();

  private static final TrainingListener NOBODY = new TrainingListener() {};

  private final List<String> warnings = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int columns = 1;
  private int failingWarning;

  /// Trains for two steps an epoch, with two NaNs in each where the loss makes some.
  private void train(Loss loss, int epochs, TrainingListener listener) {
    Dataset data = Dataset.regression("line", new float[2 * columns], new float[2]);
    Trainer trainer =
        Trainer.of(Sequential.of(new Linear(1)), loss)
            .optimizer(SgdConfig.of(0.1))
            .adjust(builder -> builder.nonFinite(NonFinite.fail().withZeroedNans()))
            .data(Pipeline.of(data).batch(1, Remainder.KEEP))
            .listener(listener)
            .listener(ends())
            .threads(2) // a narrow layer has no use for the second
            .epochs(epochs);
    trainer.log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  warnings.add(method.getName() + " " + Arrays.deepToString(arguments));
                  if (warnings.size() == failingWarning) {
                    throw new IllegalStateException("no space left");
                  }
                  return null;
                });
    trainer.train();
  }

  /// Returns the threads of teams.
  private static Set<Thread> teams() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("descent-team"));
    return threads;
  }

  /// Notes how training ends.
  private TrainingListener ends() {
    return new TrainingListener() {
      @Override
      public void end(TrainingResult result) {
        told.add("end");
      }

      @Override
      public void failed(RuntimeException cause) {
        told.add("failed " + cause.getMessage());
      }
    };
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
  void train_withALogThatThrows_failsOnceAsWithAListener() {
    failingWarning = 1;
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, NOBODY)).hasMessage("no space left");
    assertThat(warnings).containsExactly(warning(4, 1));
    assertThat(told).containsExactly("failed no space left");
  }

  @Test
  void train_withALogThatThrowsAtTheEnd_failsAndHasNotEnded() {
    failingWarning = 2;
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, NOBODY)).hasMessage("no space left");
    assertThat(told).containsExactly("failed no space left");
  }

  @Test
  void train_failingWithALogThatThrows_failsWithItsOwnCause() {
    failingWarning = 1;
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, failing(1)))
        .hasMessage("after 1")
        .satisfies(cause ->
            assertThat(cause.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("no space left"));
    assertThat(told).containsExactly("failed after 1");
  }

  @Test
  void train_withALogThatThrows_endsItsThreads() throws InterruptedException {
    columns = 100_000; // enough for the second thread
    failingWarning = 1;
    Set<Thread> before = teams();
    Set<Thread> own = new HashSet<>();
    TrainingListener watching =
        new TrainingListener() {
          @Override
          public Cadence cadence() {
            return Cadence.everySteps(1);
          }

          @Override
          public void step(Progress progress) {
            own.addAll(teams());
            own.removeAll(before);
          }
        };
    assertThatThrownBy(() -> train(FLAT_ROOT, 3, watching)).hasMessage("no space left");
    assertThat(own).isNotEmpty();
    for (Thread thread : own) {
      assertThat(thread.join(Duration.ofSeconds(60))).as(thread.getName() + " has ended").isTrue();
    }
  }

  @Test
  void train_withoutNans_saysNothing() {
    train(new MeanSquaredError(), 3, NOBODY);
    assertThat(warnings).isEmpty();
  }
}

package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

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

  /// Returns the warnings of three epochs with a loss.
  private static List<String> warnings(Loss loss) {
    List<String> calls = new ArrayList<>();
    Dataset data = Dataset.regression("line", new float[] {2, 1}, new float[] {1, 2});
    Trainer trainer =
        Trainer.of(Sequential.of(new Linear(1)), loss)
            .optimizer(SgdConfig.of(0.1))
            .adjust(builder -> builder.nonFinite(NonFinite.fail().withZeroedNans()))
            .data(Pipeline.of(data).batch(1, Remainder.KEEP))
            .threads(1)
            .epochs(3);
    trainer.log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName() + " " + Arrays.deepToString(arguments));
                  return null;
                });
    trainer.train();
    return calls;
  }

  @Test
  void train_nansTakenForZero_areToldOncePerEpoch() {
    String text =
        "warn [{} NaNs in gradients of epoch {} have been taken for 0, as nonFinite asks: look for"
            + " NaNs in the data, or lower the learning rate, 4, %d]";
    assertThat(warnings(FLAT_ROOT))
        .containsExactly(text.formatted(1), text.formatted(2), text.formatted(3));
  }

  @Test
  void train_withoutNans_saysNothing() {
    assertThat(warnings(new MeanSquaredError())).isEmpty();
  }
}

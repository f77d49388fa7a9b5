package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is said where a caller gives null, or nothing to train.
@SuppressWarnings("NullAway") // the point of it
final class MissingArgumentsTest {
  @Test
  void nulls_areRefusedByWhatTheyWereMeantToBe() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Gradient gradient = new Gradient(weights.clone());
    for (int step = 0; step < 3; step++) {
      refuses(() -> optimizer.step(null, gradient), "weights of a step");
      refuses(() -> optimizer.step(weights, null), "gradient of a step");
      refuses(() -> optimizer.update(null, gradient), "weights of a step");
      refuses(() -> optimizer.update(weights, null), "gradient of a step");
      optimizer.step(weights, gradient);
    }
    refuses(() -> new Gradient(null), "values of a gradient");
    refuses(() -> gradient.values(null), "values of a gradient");
    OptimizerBuilder builder = Optimizer.builder(Momentum.plain(0.1));
    refuses(() -> builder.group(null, Momentum.plain(1)), "pattern");
    refuses(() -> builder.freeze(null), "pattern");
    refuses(() -> builder.transform(null, new Pooled()), "pattern");
    refuses(() -> builder.build(null, Map.of()), "parameters of an optimizer");
    refuses(() -> builder.estimate(null, Map.of()), "parameters of an optimizer");
    refuses(() -> builder.build(Fixture.SMALL, null), "aliases of an optimizer");
  }

  @Test
  void optimizer_withoutParameters_isRefused() {
    for (OptimizerBuilder builder :
        List.of(
            Optimizer.builder(Momentum.plain(0.1)),
            Optimizer.builder(Momentum.plain(0.1)).freeze("*"))) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> builder.build(Map.of(), Map.of()),
              () -> builder.estimate(Map.of(), Map.of()))) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "an optimizer must have a parameter to train, was given none: train a network with"
                    + " a layer that has some, such as Linear");
      }
    }
  }

  @Test
  void registry_thatHasFoundNothing_saysWhereOptimizersComeFrom() {
    OptimizerRegistry empty = OptimizerRegistry.ofConfigs(List.<OptimizerConfig>of());
    assertThatThrownBy(() -> empty.create("adam", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no optimizer named 'adam'; found none at all: add nn-optim, or the jar of a plug-in,"
                + " to the class path or module path");
  }

  private static void refuses(ThrowingCallable call, String subject) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(subject + " must be given, was null: ");
  }
}

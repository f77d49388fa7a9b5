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
  private static final String NULL = " must be given, was null: ";
  private static final String WEIGHTS =
      "weights of a step" + NULL + "give an array of Optimizer.layout().size()";
  private static final String GRADIENT =
      "gradient of a step" + NULL + "give new Gradient(array) for all steps";
  private static final String VALUES =
      "values of a gradient" + NULL + "give Program.gradient() or such an array";
  private static final String PATTERN = "pattern" + NULL + "give one such as '*.bias'";
  private static final String PARAMETERS =
      "parameters of an optimizer" + NULL + "give Model.parameters()";
  private static final String ALIASES =
      "aliases of an optimizer" + NULL + "give Model.aliases(), Map.of() for none";

  @Test
  void nulls_areRefusedByWhatTheyWereMeantToBe() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(0.1)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Gradient gradient = new Gradient(weights.clone());
    for (int step = 0; step < 3; step++) {
      refuses(() -> optimizer.step(null, gradient), WEIGHTS);
      refuses(() -> optimizer.step(weights, null), GRADIENT);
      refuses(() -> optimizer.update(null, gradient), WEIGHTS);
      refuses(() -> optimizer.update(weights, null), GRADIENT);
      optimizer.step(weights, gradient);
    }
    refuses(() -> new Gradient(null), VALUES);
    refuses(() -> gradient.values(null), VALUES);
    OptimizerBuilder builder = Optimizer.builder(Momentum.plain(0.1));
    refuses(() -> builder.group(null, Momentum.plain(1)), PATTERN);
    refuses(() -> builder.freeze(null), PATTERN);
    refuses(() -> builder.freeze(null, 3), PATTERN);
    refuses(() -> builder.transform(null, new Pooled()), PATTERN);
    refuses(() -> builder.build(null, Map.of()), PARAMETERS);
    refuses(() -> builder.estimate(null, Map.of()), PARAMETERS);
    refuses(() -> builder.build(Fixture.SMALL, null), ALIASES);
    refuses(() -> builder.estimate(Fixture.SMALL, null), ALIASES);
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

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}

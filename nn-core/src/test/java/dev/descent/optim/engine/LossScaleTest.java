package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Dynamic loss scaling, step by step.
final class LossScaleTest {
  /// What `dynamic_scale` of Keras 3.15.1's LossScaleOptimizer is after each of 15 gradients, with
  /// `dynamic_growth_steps=3`, when the 4th, 5th and 9th are infinite.
  private static final List<Double> KERAS =
      List.of(
          32768.0, 32768.0, 65536.0, 32768.0, 16384.0, 16384.0, 16384.0, 32768.0, 16384.0, 16384.0,
          16384.0, 32768.0, 32768.0, 32768.0, 65536.0);

  private static final Set<Integer> BAD = Set.of(4, 5, 9);

  @Test
  void keras_risesAndFallsAsThere() {
    LossScale defaults = LossScale.keras();
    assertThat(defaults).isEqualTo(new LossScale(32768, 2, 0.5, 2000)); // initial_scale and others
    LossScale scale = new LossScale(defaults.initial(), defaults.growth(), defaults.backoff(), 3);
    Optimizer optimizer = Fixture.small(Optimizer.builder(Moments.of(0.1)).lossScale(scale));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    List<Double> scales = new ArrayList<>();
    for (int t = 1; t <= KERAS.size(); t++) {
      float[] gradient = Fixture.numbers(optimizer.layout(), t);
      if (BAD.contains(t)) {
        gradient[optimizer.layout().slice("0.bias").offset()] = Float.POSITIVE_INFINITY;
      }
      assertThat(optimizer.step(weights, new Gradient(gradient))).isNotEqualTo(BAD.contains(t));
      scales.add(optimizer.lossScale());
    }
    assertThat(scales).isEqualTo(KERAS);
  }
}

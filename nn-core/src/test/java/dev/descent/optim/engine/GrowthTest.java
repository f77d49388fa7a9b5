package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Slots that promise how much they grow need no look after each step, and nothing else changes.
final class GrowthTest {
  private static final float RATE = 0x1p-10f;

  @Test
  void steps_whoseGradientsBringTheBoundToItsEnd_haveTheBitsOfALoop() {
    for (float size : new float[] {1e-3f, 3, 1e6f, 1e9f, 1e15f, 0x1p57f}) {
      for (boolean brief : new boolean[] {false, true}) {
        Optimizer optimizer = optimizer();
        float[] weights = new float[optimizer.layout().size()];
        float[] gradient = new float[weights.length];
        float sum = 0;
        float weight = 0;
        for (int step = 0; step < 100; step++) {
          gradient[1] = size;
          Gradient next = new Gradient(gradient);
          assertThat(optimizer.step(weights, brief ? next : known(next, size))).isTrue();
          sum += size;
          weight -= RATE * sum;
          assertThat(weights[1]).isEqualTo(weight);
        }
      }
    }
  }

  @Test
  void overflow_ofASlotThatNobodyLooksAt_isPutBackAndNamed() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    gradient[1] = 0x1p127f;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
    float[] before = weights.clone();
    OptimizerState state = optimizer.state();
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("was -Infinity at index 1 in step 1; no weight, slot or counter has");
    Fixture.assertSameBits(weights, before);
    Fixture.assertSameState(optimizer.state(), state);
    gradient[1] = 1;
    assertThat(optimizer.step(weights, new Gradient(gradient))).isTrue();
  }

  @Test
  void nan_inWeightsThatTheCallerChanged_stopsTheOptimizer() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    optimizer.step(weights, new Gradient(gradient));
    weights[0] = Float.NaN;
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("optimizer has stopped in step 1");
  }

  @Test
  void promise_ofAThirdPower_isRefused() {
    assertThatThrownBy(() -> Slot.zeros("m").gains(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slot 'm' must gain the first or second power of the gradient, was 3");
  }

  private static Optimizer optimizer() {
    return Optimizer.builder(new Gathering(RATE)).build(Map.of("w", Shape.of(2)), Map.of());
  }

  /// The general way: a given norm closes the short one.
  private static Gradient known(Gradient gradient, float size) {
    return gradient.norms(new double[] {(double) size * size}, new float[] {size});
  }
}

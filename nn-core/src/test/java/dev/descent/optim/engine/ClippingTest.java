package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Layout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Clipping by the norm of all gradients together.
final class ClippingTest {
  @Test
  void clipByGlobalNorm_largeGradient_scalesAllGroupsTogether() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Momentum.plain(1))
                .group("*.bias", Momentum.plain(1))
                .clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = Fixture.numbers(optimizer.layout(), 1);
    optimizer.step(weights, new Gradient(gradient));
    double norm = 0;
    for (float w : weights) {
      norm += (double) w * w;
    }
    assertThat(Math.sqrt(norm)).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-6));
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= 0x1p-20f;
    }
    float[] zero = new float[weights.length];
    optimizer.step(zero, new Gradient(gradient));
    assertThat(zero[3]).isEqualTo(-gradient[3]);
  }

  @Test
  void clipByGlobalNorm_givenSums_haveTheBitsOfComputedOnes() {
    float[] computed = clipped(false, false);
    Fixture.assertSameBits(clipped(true, false), computed);
    Fixture.assertSameBits(clipped(true, true), computed);
  }

  /// Sums of squares that are not finite say nothing of the magnitudes.
  @Test
  void clipByGlobalNorm_sumsThatAreNotFinite_letTheGradientBeRead() {
    for (boolean given : new boolean[] {false, true}) {
      Optimizer optimizer =
          Fixture.small(Optimizer.builder(Momentum.plain(1)).clipByGlobalNorm(0.5));
      float[] weights = new float[optimizer.layout().size()];
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
        assertThatThrownBy(() -> optimizer.step(weights, with(optimizer, bad, given)))
            .isInstanceOf(NonFiniteException.class)
            .hasMessageContaining("must be finite, was " + bad);
      }
      assertThat(weights).containsOnly(0);
      assertThat(optimizer.step(weights, with(optimizer, -0x1p100f, given))).isTrue();
      assertThat(weights[3]).isNotZero();
    }
  }

  private static Gradient with(Optimizer optimizer, float value, boolean given) {
    float[] values = Fixture.numbers(optimizer.layout(), 1);
    values[3] = value;
    return given ? known(optimizer, new Gradient(values), false) : new Gradient(values);
  }

  private static float[] clipped(boolean given, boolean magnitudes) {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(1)).clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(Fixture.numbers(optimizer.layout(), 1));
    if (given) {
      known(optimizer, gradient, magnitudes);
    }
    optimizer.step(weights, gradient);
    return weights;
  }

  private static Gradient known(Optimizer optimizer, Gradient gradient, boolean magnitudes) {
    List<Layout.Slice> slices = optimizer.layout().slices();
    double[] squares = new double[slices.size()];
    float[] largest = new float[slices.size()];
    for (int i = 0; i < squares.length; i++) {
      int from = slices.get(i).offset();
      int to = slices.get(i).end();
      squares[i] = dev.descent.kernel.Sums.sumSquares(gradient.values(), from, to);
      largest[i] = dev.descent.kernel.Sums.maxAbs(gradient.values(), from, to);
    }
    return gradient.norms(squares, magnitudes ? largest : null);
  }

  /// A norm of 2¹¹⁴ times 2³⁰ would be refused, the gradient is not.
  @Test
  void step_givenLargeSums_isMadeIfTheGradientAllowsIt() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(1)));
    float[] weights = new float[optimizer.layout().size()];
    double[] squares = new double[optimizer.layout().slices().size()];
    Arrays.fill(squares, 0x1p228);
    Gradient gradient = new Gradient(Fixture.numbers(optimizer.layout(), 1));
    assertThat(optimizer.step(weights, gradient.norms(squares, null).scale(0x1p30))).isTrue();
    Arrays.fill(squares, 1e300);
    assertThat(optimizer.step(weights, gradient.norms(squares, null))).isTrue();
  }

  @Test
  void step_givenNormsOfOtherSlices_isRefused() {
    for (boolean clips : new boolean[] {false, true}) {
      OptimizerBuilder builder = Optimizer.builder(Momentum.plain(1));
      Optimizer optimizer = Fixture.small(clips ? builder.clipByGlobalNorm(1) : builder);
      float[] weights = new float[optimizer.layout().size()];
      Gradient gradient = new Gradient(Fixture.numbers(optimizer.layout(), 1));
      int slices = optimizer.layout().slices().size();
      gradient.norms(new double[slices - 1], null);
      assertThatThrownBy(() -> optimizer.step(weights, gradient))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sums of squares of a gradient must be given for each of " + slices)
          .hasMessageContaining("were " + (slices - 1));
      gradient.norms(null, new float[slices - 1]);
      assertThatThrownBy(() -> optimizer.step(weights, gradient))
          .hasMessageContaining("magnitudes of a gradient must be given for each of " + slices);
      assertThat(weights).containsOnly(0);
      assertThat(optimizer.step(weights, gradient.norms(null, null))).isTrue();
    }
  }
}

package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
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
    float[] computed = clipped(false);
    Fixture.assertSameBits(clipped(true), computed);
  }

  private static float[] clipped(boolean given) {
    Optimizer optimizer = Fixture.small(Optimizer.builder(Momentum.plain(1)).clipByGlobalNorm(0.5));
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(Fixture.numbers(optimizer.layout(), 1));
    if (given) {
      List<Layout.Slice> slices = optimizer.layout().slices();
      double[] squares = new double[slices.size()];
      float[] largest = new float[slices.size()];
      for (int i = 0; i < squares.length; i++) {
        int from = slices.get(i).offset();
        int to = slices.get(i).end();
        squares[i] = dev.descent.kernel.Sums.sumSquares(gradient.values(), from, to);
        largest[i] = dev.descent.kernel.Sums.maxAbs(gradient.values(), from, to);
      }
      gradient.norms(squares, largest);
    }
    optimizer.step(weights, gradient);
    return weights;
  }
}

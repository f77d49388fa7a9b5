package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.tensor.Shape;
import java.util.Set;

/// A transform that shortens the gradient of each unit to a share of the norm of its weights:
/// adaptive gradient clipping, for networks without normalization.
///
/// ```
/// Gᵢ ← Gᵢ·min(1, λ·max(‖Wᵢ‖, ε)/‖Gᵢ‖)       for each unit i
/// ```
///
/// **Shapes.** A unit is what one output is made from: a row of [outputs, inputs, ...], or with
/// LAST_AXIS a column of [..., inputs, outputs]; a parameter with less than two axes is one unit.
/// **Defaults.** λ 0.01, ε 1e-3, as in the paper. **State.** None. **Differs from.** optax's
/// `adaptive_grad_clip` has units in the last axis and counts the first axis alone as inputs where
/// there are three. The paper leaves the last layer out: give a pattern. **Numerics.** Norms of
/// rows in leaves of `float`, added in `double`; of columns in `double`.
///
/// @see <a href="https://arxiv.org/abs/2102.06171">Brock et al. (2021), equation 3</a>
public final class ClipAdaptively implements Rule.PerTensor<ClipAdaptivelyConfig> {
  @Override
  public Set<Need> needs(ClipAdaptivelyConfig config) {
    return Set.of(Need.GRADIENT, Need.WEIGHTS);
  }

  @Override
  public void update(ClipAdaptivelyConfig config, Shape shape, Block block, Algebra algebra) {
    int count = UnitNorms.count(shape, config.units());
    int from = block.from();
    int size = block.to() - from;
    float[] g = block.gradient();
    double[] weights = algebra.doubles(0, count);
    double[] gradients = algebra.doubles(1, count);
    UnitNorms.squares(block.weights(), from, size, count, config.units(), algebra, weights);
    UnitNorms.squares(g, from, size, count, config.units(), algebra, gradients);
    for (int u = 0; u < count; u++) {
      double most = config.ratio() * Math.max(Math.sqrt(weights[u]), config.epsilon());
      double norm = Math.sqrt(gradients[u]);
      gradients[u] = norm > most ? most / norm : 1;
    }
    UnitNorms.multiply(g, from, size, count, config.units(), gradients);
  }
}

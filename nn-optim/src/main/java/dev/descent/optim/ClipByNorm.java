package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import java.util.List;
import java.util.Set;

/// A transform that shortens the gradient where it is longer than a limit.
///
/// ```
/// gₜ ← gₜ·min(1, c/‖gₜ‖)
/// ```
///
/// **Shapes.** The norm is that of all gradients together, whatever group they belong to, or of
/// each parameter's. **Defaults.** c 1, the Euclidean norm, all together. **State.** The last
/// factor, one number, or one for each parameter. **Differs from.** PyTorch divides by ‖g‖ + 1e-6.
/// With the norm RMS for each parameter it is optax's `clip_by_block_rms`. The optimizer's own
/// `clipByGlobalNorm` does the same as the default without a pass of its own, after all transforms.
/// **Numerics.** Norms in leaves of `float`, added in `double`.
///
/// @see <a href="https://arxiv.org/abs/1211.5063">Pascanu et al. (2013), algorithm 1</a>
public final class ClipByNorm implements Rule.Elementwise<ClipByNormConfig> {
  @Override
  public List<Scalar> scalars(ClipByNormConfig config) {
    return List.of(Factor.scalar(config.perTensor()));
  }

  @Override
  public Set<Need> needs(ClipByNormConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void begin(ClipByNormConfig config, Step step) {
    if (!config.perTensor()) {
      step.set(Factor.OF_ALL, factor(step.gradientNorm(config.norm()), config.limit()));
      return;
    }
    for (int p = 0; p < step.parameters(); p++) {
      step.set(Factor.OF_EACH, p, factor(step.gradientNorm(config.norm(), p), config.limit()));
    }
  }

  private static double factor(double norm, double limit) {
    return norm > limit ? limit / norm : 1;
  }

  @Override
  public void update(ClipByNormConfig config, Block block) {
    Factor.multiply(block, config.perTensor());
  }
}

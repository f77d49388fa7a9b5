package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import java.util.List;
import java.util.Set;

/// A transform that gives the gradient the same length in every step.
///
/// ```
/// gₜ ← gₜ·c/(‖gₜ‖ + ε)
/// ```
///
/// **Shapes.** The norm is that of all gradients together, whatever group they belong to, or of
/// each parameter's. **Defaults.** c 1, ε 1e-6, the Euclidean norm, all together: optax's
/// `normalize_by_update_norm`. **State.** The last factor, one number, or one for each parameter. A
/// gradient of length 0 stays so, with ε 0 too. **Numerics.** Norms in leaves of `float`, added in
/// `double`.
///
/// @see <a href="https://arxiv.org/abs/1507.02030">Hazan et al. (2015), algorithm 1</a>
public final class Normalize implements Rule.Elementwise<NormalizeConfig> {
  @Override
  public List<Scalar> scalars(NormalizeConfig config) {
    return List.of(Factor.scalar(config.perTensor()));
  }

  @Override
  public Set<Need> needs(NormalizeConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void begin(NormalizeConfig config, Step step) {
    if (!config.perTensor()) {
      step.set(Factor.OF_ALL, factor(config, step.gradientNorm(config.norm())));
      return;
    }
    for (int p = 0; p < step.parameters(); p++) {
      step.set(Factor.OF_EACH, p, factor(config, step.gradientNorm(config.norm(), p)));
    }
  }

  private static double factor(NormalizeConfig config, double norm) {
    return norm > 0 ? config.length() / (norm + config.epsilon()) : 1;
  }

  @Override
  public void update(NormalizeConfig config, Block block) {
    Factor.multiply(block, config.perTensor());
  }
}

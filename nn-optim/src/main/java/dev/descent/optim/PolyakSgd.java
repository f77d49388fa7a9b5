package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import java.util.List;
import java.util.Set;

/// Polyak's step: gradient descent that goes as far as the least loss would be on a line.
///
/// ```
/// γₜ = min((f(θₜ₋₁) − f*)/(c·‖gₜ‖² + ε), γ)       0 where the norm is 0
/// θₜ = θₜ₋₁ − α·γₜ·gₜ
/// ```
///
/// **Shapes.** ‖g‖ is the norm over all parameters of the group; f is the loss of the batch.
/// **Defaults.** α 1, c 1, γ 1, f* 0, ε 0. **State.** A number of the group, saved as `rate`: γₜ.
/// **Differs from.** The scaling of optax, s, is c, and besides the factor of its largest rate and
/// 1/s that of its ε. optax goes uphill where the loss is below f* (SPS, without positivePart); the
/// default here stays (SPS+). With several groups each has its own norm beside the loss of all, so
/// its steps are longer than theirs would be together. **Numerics.** γₜ in `double`.
///
/// @see <a href="https://arxiv.org/abs/2002.10542">Loizou et al. (2021), equation 3</a>
/// @see <a href="https://arxiv.org/abs/2307.14528">Garrigos, Gower and Schaipp (2023), SPS+</a>
public final class PolyakSgd implements Rule.Elementwise<PolyakSgdConfig> {
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);

  @Override
  public List<Scalar> scalars(PolyakSgdConfig config) {
    return List.of(RATE);
  }

  @Override
  public Set<Need> needs(PolyakSgdConfig config) {
    return Set.of(Need.LOSS);
  }

  @Override
  public void begin(PolyakSgdConfig config, Step step) {
    double norm = step.gradientNorm();
    double square = config.scaling() * norm * norm + config.epsilon();
    double gap = step.loss() - config.minimum();
    if (config.positivePart()) {
      gap = Math.max(gap, 0);
    }
    step.set(RATE, square > 0 ? Math.min(gap / square, config.maxStep()) : 0);
  }

  @Override
  public void update(PolyakSgdConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float rate = (float) (config.learningRate() * block.get(RATE));
    float scale = block.scale();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * (scale * g[i]);
    }
  }
}

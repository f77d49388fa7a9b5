package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// RAdam: [Adam] whose step is rectified for the variance of its second moment, and momentum alone
/// as long as that is not to be trusted.
///
/// ```
/// ρ∞ = 2/(1 − β₂) − 1,   ρₜ = ρ∞ − 2·t·β₂ᵗ/(1 − β₂ᵗ)      length of the mean of squares
/// rₜ = √((ρₜ − 4)·(ρₜ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρₜ))
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·rₜ·m̂ₜ / (√v̂ₜ + ε)    if ρₜ >= threshold; ε/√(1 − β₂ᵗ) with epsilonHat
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·m̂ₜ                     else
/// ```
///
/// **Shapes.** m and v have the shape of θ; m̂ and v̂ are Adam's. t counts the updates of this
/// parameter, from 1. g includes the L2 penalty λ·θₜ₋₁. **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε
/// 1e-8, threshold 5. **State.** Two tensors like θ, saved as `m` and `v`. **Differs from.** The
/// paper's threshold is 4 and it has no ε. ε is added after the bias correction (optax); with
/// epsilonHat it is added to the uncorrected root (PyTorch), which matters for gradients as small
/// as ε. optax can take Nesterov's momentum for the mean, which no paper has: that is not here.
/// With β₂ <= 0.6 no step is ever rectified. **Numerics.** Computed in `float`, ρ and r in
/// `double`.
///
/// @see <a href="https://arxiv.org/abs/1908.03265">Liu et al. (2020), algorithm 2</a>
public final class RAdam implements Rule.Elementwise<RAdamConfig> {
  @Override
  public List<Slot> slots(RAdamConfig config, Shape parameter) {
    return Adam.MOMENTS;
  }

  @Override
  public Set<Need> needs(RAdamConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(RAdamConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public void update(RAdamConfig config, Block block) {
    double beta2 = config.beta2();
    double corrected = block.debias(beta2);
    double most = 2 / (1 - beta2) - 1;
    double length = most - 2 * block.t() * (1 - corrected) / corrected;
    double rate = config.learningRate() / block.debias(config.beta1());
    double root = 1 / Math.sqrt(corrected);
    boolean adapts = length >= config.threshold();
    if (adapts) {
      rate *= Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
    }
    Adam.move(
        block,
        config.beta1(),
        beta2,
        config.weightDecay(),
        (float) rate,
        adapts ? (float) root : 0f, // rate · m / (0 + 1) else
        adapts ? (float) (config.epsilonHat() ? config.epsilon() * root : config.epsilon()) : 1f);
  }
}

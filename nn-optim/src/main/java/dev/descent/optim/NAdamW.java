package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// NAdamW: [NAdam] with a constant momentum, and weight decay that is no part of the gradient.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²
/// m̂ₜ = β₁·mₜ/(1 − β₁ᵗ⁺¹) + (1 − β₁)·gₜ/(1 − β₁ᵗ)      or both / (1 − β₁ᵗ) without correctAhead
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·m̂ₜ / (√(vₜ/(1 − β₂ᵗ)) + ε)
/// ```
///
/// **Shapes.** m and v have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, λ 1e-2. **State.** Two tensors like θ, saved as
/// `m` and `v`. **Differs from.** optax corrects the momentum ahead for t + 1 steps (the default
/// here, as the paper), timm for t. PyTorch's NAdam with decoupled decay is [NAdam] with a
/// decoupled decay. **Numerics.** Computed in `float`, the coefficients in `double`.
///
/// @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat (2016), algorithm
///   8</a>
public final class NAdamW implements Rule.Elementwise<NAdamWConfig> {
  @Override
  public List<Slot> slots(NAdamWConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V);
  }

  @Override
  public double decay(NAdamWConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(NAdamWConfig config, Block block) {
    double beta1 = config.beta1();
    double rate = config.learningRate();
    double now = block.debias(beta1);
    double next = config.correctAhead() ? 1 - beta1 * (1 - now) : now;
    NAdam.move(
        block,
        beta1,
        config.beta2(),
        config.epsilon(),
        0,
        rate * (1 - beta1) / now,
        rate * beta1 / next);
  }
}

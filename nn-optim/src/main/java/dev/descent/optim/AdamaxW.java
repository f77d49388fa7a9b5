package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// AdamaxW: [Adamax] with weight decay that is no part of the gradient.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// uₜ = max(β₂·uₜ₋₁, |gₜ| + ε)
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / uₜ
/// ```
///
/// **Shapes.** m and u have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** Those of [Adamax], λ 1e-4 as optax. **State.** Two tensors like θ, saved as `m`
/// and `norm`. **Differs from.** Nothing that is known: optax has this rule. **Numerics.** Those of
/// [Adamax].
///
/// @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2019), on decoupled
///   decay</a>
public final class AdamaxW implements Rule.Elementwise<AdamaxWConfig> {
  @Override
  public List<Slot> slots(AdamaxWConfig config, Shape parameter) {
    return List.of(Adam.M, Adamax.NORM);
  }

  @Override
  public double decay(AdamaxWConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(AdamaxWConfig config, Block block) {
    Adamax.move(
        block, config.learningRate(), config.beta1(), config.beta2(), config.epsilon(), 0, 0);
  }
}

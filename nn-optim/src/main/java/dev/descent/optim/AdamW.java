package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// AdamW: [Adam] with weight decay that is no part of the gradient.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ                 first moment
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                second moment, elementwise
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ)) + ε)      or ε/√(1 − β₂ᵗ)
/// ```
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, λ 1e-2: PyTorch's (optax has λ 1e-4, Keras
/// 4e-3). **State.** Two tensors like θ, saved as `m` and `v`. **Differs from.** The decay is
/// multiplied by α, schedule included, as in PyTorch and optax; the paper separates the two (its η
/// is the schedule, α the constant rate). ε is Adam's, in all places. **Numerics.** Computed in
/// `float`, bias corrections in `double`, as [Adam]'s.
///
/// @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2019), algorithm 2</a>
public final class AdamW implements Rule.Elementwise<AdamWConfig> {
  @Override
  public List<Slot> slots(AdamWConfig config, Shape parameter) {
    return Adam.MOMENTS;
  }

  @Override
  public Set<Need> needs(AdamWConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public double decay(AdamWConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public double reach(AdamWConfig config, double gradient, double slots) {
    return Adam.reach(
        config.learningRate(), config.beta1(), config.epsilon(), config.epsilonRoot(), slots);
  }

  @Override
  public void update(AdamWConfig config, Block block) {
    Adam.move(
        block,
        config.learningRate(),
        config.beta1(),
        config.beta2(),
        config.epsilon(),
        config.epsilonHat(),
        config.epsilonRoot(),
        0);
  }
}

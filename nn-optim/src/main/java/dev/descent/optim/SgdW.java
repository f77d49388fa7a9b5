package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// SgdW: [Sgd] with weight decay that is no part of the gradient.
///
/// ```
/// bₜ = gₜ if t = 1, else μ·bₜ₋₁ + (1 − τ)·gₜ
/// uₜ = gₜ if μ = 0;  gₜ + μ·bₜ with nesterov;  else bₜ
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·uₜ
/// ```
///
/// **Shapes.** g and b have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, μ 0, τ 0, λ 1e-2. **State.** One tensor like θ, saved as `momentum`; none
/// if μ is 0. **Differs from.** [Sgd] has both kinds of decay; this is its decoupled one under the
/// name by which it is known. As timm, the decay is multiplied by α, schedule included; the paper
/// separates the two. **Numerics.** Those of [Sgd].
///
/// @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2019), algorithm 1</a>
public final class SgdW implements Rule.Elementwise<SgdWConfig> {
  @Override
  public List<Slot> slots(SgdWConfig config, Shape parameter) {
    return config.momentum() == 0 ? List.of() : Sgd.STATE;
  }

  @Override
  public Set<Need> needs(SgdWConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public double decay(SgdWConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public OptionalDouble descent(SgdWConfig config) {
    return config.momentum() == 0
        ? OptionalDouble.of(config.learningRate())
        : OptionalDouble.empty();
  }

  @Override
  public double reach(SgdWConfig config, double gradient, double slots) {
    return config.learningRate() * (gradient + slots);
  }

  @Override
  public void update(SgdWConfig config, Block block) {
    if (config.momentum() == 0) {
      block.descend((float) config.learningRate());
      return;
    }
    Sgd.move(
        block,
        config.learningRate(),
        1,
        0,
        config.momentum(),
        config.dampening(),
        config.nesterov());
  }
}

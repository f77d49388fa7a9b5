package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Lion: steps by the sign of a mean of gradients in which the last one weighs more than in the
/// momentum.
///
/// ```
/// uₜ = sign(β₁·mₜ₋₁ + (1 − β₁)·gₜ)
/// mₜ = β₂·mₜ₋₁ + (1 − β₂)·gₜ
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·uₜ
/// ```
///
/// **Shapes.** m and u have the shape of θ. **Defaults.** α 1e-4, β₁ 0.9, β₂ 0.99, λ 0: the
/// authors' code. Against AdamW, take α three to ten times smaller and λ as many times larger
/// (section 5 of the paper). **State.** One tensor like θ, saved as `m`. **Differs from.** Nothing
/// that is known but defaults: optax has λ 1e-3, Keras α 1e-3. optax's smooth and refined signs are
/// not here. **Numerics.** Computed in `float`; where the mean is exactly 0 only the decay moves
/// the weight.
///
/// @see <a href="https://arxiv.org/abs/2302.06675">Chen et al. (2023), algorithm 2</a>
public final class Lion implements Rule.Elementwise<LionConfig> {
  @Override
  public List<Slot> slots(LionConfig config, Shape parameter) {
    return List.of(Adam.M.gains(1));
  }

  @Override
  public Set<Need> needs(LionConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public double decay(LionConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public double reach(LionConfig config, double gradient, double slots) {
    return config.learningRate();
  }

  @Override
  public void update(LionConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float scale = block.scale();
    float rate = (float) config.learningRate();
    float old1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float old2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float decay = block.decay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = m[i];
      float si = step[i];
      step[i] = si - decay * si - rate * Math.signum(old1 * mi + new1 * gi);
      m[i] = old2 * mi + new2 * gi;
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Adagrad: divides the gradient by the root of the sum of all squared gradients, so that rare
/// features take large steps.
///
/// ```
/// sₜ = sₜ₋₁ + gₜ²,   s₀ = initialAccumulator
/// θₜ = θₜ₋₁ − α/(1 + (t − 1)·κ) · gₜ / (√sₜ + ε)      or / √(sₜ + ε) with epsilonInRoot
/// ```
///
/// **Shapes.** s has the shape of θ. t counts the updates of this parameter, from 1. g includes the
/// L2 penalty λ·θₜ₋₁. **Defaults.** α 1e-2, κ 0, ε 1e-10, s₀ 0: PyTorch's. **State.** One tensor
/// like θ, saved as `sum`. **Differs from.** PyTorch has ε outside the root and starts the sum at
/// 0; optax and Keras have ε inside and start it at 0.1. The presets [AdagradConfig#torch],
/// [AdagradConfig#optax] and [AdagradConfig#keras] say which. **Numerics.** Computed in `float`:
/// the sum stops growing where a square is below 6e-8 of it.
///
/// @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan and Singer (2011), with a
///   diagonal matrix</a>
public final class Adagrad implements Rule.Elementwise<AdagradConfig> {
  private static final Slot SUM = Slot.zeros("sum").gains(2);

  @Override
  public List<Slot> slots(AdagradConfig config, Shape parameter) {
    return List.of(SUM);
  }

  @Override
  public Set<Need> needs(AdagradConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double reach(AdagradConfig config, double gradient, double slots) {
    double least = config.epsilonInRoot() ? Math.sqrt(config.epsilon()) : config.epsilon();
    return config.learningRate() * gradient / least;
  }

  @Override
  public void update(AdagradConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] s = block.slot(SUM);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float first = block.t() == 1 ? (float) config.initialAccumulator() : 0f;
    float in = config.epsilonInRoot() ? (float) config.epsilon() : 0f;
    float out = config.epsilonInRoot() ? 0f : (float) config.epsilon();
    float rate =
        (float) (config.learningRate() / (1 + (block.t() - 1) * config.learningRateDecay()));
    if (penalty == 0 && first == 0 && in == 0) { // the usual case, with the same bits
      for (int i = block.from(), to = block.to(); i < to; i++) {
        float gi = scale * g[i];
        float si = s[i] + gi * gi;
        s[i] = si;
        step[i] -= rate * gi / ((float) Math.sqrt(si) + out);
      }
      return;
    }
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float si = s[i] + first + gi * gi;
      s[i] = si;
      step[i] -= rate * gi / ((float) Math.sqrt(si + in) + out);
    }
  }
}

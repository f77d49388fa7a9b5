package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// AdEMAMix: [AdamW] along a fast running mean of gradients and a slow one, which remembers tens of
/// thousands of steps.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ                 fast
/// sₜ = β₃·sₜ₋₁ + (1 − β₃)·gₜ                 slow, without bias correction
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// θₜ = θₜ₋₁ − η·λ·θₜ₋₁ − η·(mₜ/(1 − β₁ᵗ) + α·sₜ) / (√(vₜ/(1 − β₂ᵗ) + ε′) + ε)
/// ```
///
/// η is the learning rate. The paper warms α and β₃ up, the latter by its half-life: let them
/// follow schedules.
///
/// **Shapes.** m, s, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** η 1e-3, β₁ 0.9, β₂ 0.999, β₃ 0.9999, α 5, ε 1e-8, λ 0: optax's. **State.** Three
/// tensors like θ, saved as `m`, `s` and `v`. **Differs from.** ε′ is optax's and 0. **Numerics.**
/// Computed in `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2409.03137">Pagliardini et al. (2024), algorithm 1</a>
public final class AdEmaMix implements Rule.Elementwise<AdEmaMixConfig> {
  private static final Slot FAST = Slot.zeros("m");
  private static final Slot SLOW = Slot.zeros("s");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(AdEmaMixConfig config, Shape parameter) {
    return List.of(FAST, SLOW, V);
  }

  @Override
  public double decay(AdEmaMixConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(AdEmaMixConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(FAST);
    float[] s = block.slot(SLOW);
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float keep3 = (float) config.beta3();
    float new3 = (float) (1 - config.beta3());
    float fast = (float) (config.learningRate() / block.debias(config.beta1()));
    float slow = (float) (config.learningRate() * config.alpha());
    float correction = (float) (1 / block.debias(config.beta2()));
    float inside = (float) config.epsilonRoot();
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float si = keep3 * s[i] + new3 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      s[i] = si;
      v[i] = vi;
      step[i] -= (fast * mi + slow * si) / ((float) Math.sqrt(vi * correction + inside) + eps);
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// Simplified AdEMAMix: [AdEmaMix] with one sum of past gradients, and a multiple of the last one
/// in place of the fast mean.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + gₜ                          a sum, up to 1/(1 − β₁) times a mean
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// θₜ = θₜ₋₁ − η·λ·θₜ₋₁ − η·(mₜ + α·gₜ) / (√(vₜ/(1 − β₂ᵗ) + ε′) + ε)
/// ```
///
/// η is the learning rate: for a mean of the same size take (1 − β₁) times Adam's.
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** η 1e-3, β₁ 0.99, β₂ 0.95, α 0, ε 1e-8, ε′ and λ 0: optax's. **State.** Two tensors
/// like θ, saved as `m` and `v`. **Numerics.** Computed in `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2502.02431">Morwani et al. (2025)</a>
public final class SimplifiedAdEmaMix implements Rule.Elementwise<SimplifiedAdEmaMixConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(SimplifiedAdEmaMixConfig config, Shape parameter) {
    return List.of(M, V);
  }

  @Override
  public double decay(SimplifiedAdEmaMixConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(SimplifiedAdEmaMixConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float rate = (float) config.learningRate();
    float last = (float) (config.learningRate() * config.alpha());
    float correction = (float) (1 / block.debias(config.beta2()));
    float inside = (float) config.epsilonRoot();
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      step[i] -= (rate * mi + last * gi) / ((float) Math.sqrt(vi * correction + inside) + eps);
    }
  }
}

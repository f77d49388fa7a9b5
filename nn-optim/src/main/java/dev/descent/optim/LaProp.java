package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// LaProp: [Adam] the other way round, a running mean of gradients that were normalized first.
///
/// ```
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ / (√(vₜ/(1 − β₂ᵗ)) + ε)
/// θₜ = (1 − α·λ)·(θₜ₋₁ − α·mₜ/(1 − β₁ᵗ))
/// ```
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 4e-4, β₁ 0.9, β₂ 0.999, ε 1e-15, as in the authors' code; λ 0. **State.** Two
/// tensors like θ, saved as `m` and `v`. **Differs from.** α is applied after the mean, so a
/// schedule acts at once on the whole of m; in timm it enters m, which is the same while α is
/// constant. The decay comes after the step, as in timm. **Numerics.** Computed in `float`, bias
/// corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2002.04839">Ziyin et al. (2020), algorithm 1</a>
public final class LaProp implements Rule.Elementwise<LaPropConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(LaPropConfig config, Shape parameter) {
    return List.of(M, V);
  }

  @Override
  public double decay(LaPropConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(LaPropConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    double stays = 1 - config.learningRate() * config.weightDecay();
    float rate = (float) (config.learningRate() * stays / block.debias(config.beta1()));
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float vi = keep2 * v[i] + new2 * gi * gi;
      float mi = keep1 * m[i] + new1 * gi / ((float) Math.sqrt(vi) * root + eps);
      m[i] = mi;
      v[i] = vi;
      step[i] -= rate * mi;
    }
  }
}

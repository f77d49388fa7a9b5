package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/// Yogi: [Adam] whose second moment moves by (1 − β₂)·g² up or down, so a few small gradients after
/// large ones do not let the steps grow at once.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = vₜ₋₁ − (1 − β₂)·sign(vₜ₋₁ − gₜ²)·gₜ²     elementwise
/// θₜ = θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ)) + ε)
/// ```
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 0.01, β₁ 0.9, β₂ 0.999, ε 1e-3, as in the paper; m₀ = v₀ = 1e-6, optax's.
/// **State.** Two tensors like θ, saved as `m` and `v`. **Differs from.** Algorithm 2 has no bias
/// correction; it is here as in optax, of the initial accumulators too. **Numerics.** Computed in
/// `float`, bias corrections in `double`.
///
/// @see <a
///   href="https://proceedings.neurips.cc/paper/2018/hash/90365351ccc7437a1309dc64e4db32a3-Abstract.html">Zaheer
///   et al. (2018), algorithm 2</a>
public final class Yogi implements Rule.Elementwise<YogiConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(YogiConfig config, Shape parameter) {
    return List.of(M, V);
  }

  @Override
  public void update(YogiConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    if (block.t() == 1) {
      Arrays.fill(m, block.from(), block.to(), (float) config.initialAccumulator());
      Arrays.fill(v, block.from(), block.to(), (float) config.initialAccumulator());
    }
    float scale = block.scale();
    float keep = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float new2 = (float) (1 - config.beta2());
    float rate = (float) (config.learningRate() / block.debias(config.beta1()));
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float square = gi * gi;
      float mi = keep * m[i] + new1 * gi;
      float vi = v[i] - new2 * square * Math.signum(v[i] - square);
      m[i] = mi;
      v[i] = vi;
      step[i] -= rate * mi / ((float) Math.sqrt(vi) * root + eps);
    }
  }
}

package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// ADOPT: [Adam] that divides by the second moment of the steps before, and only then takes the
/// mean; it converges with any β₂.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// v₁ = g₁², and the first step ends here
/// nₜ = gₜ / max(√vₜ₋₁, ε), clipped to ±c·(t − 1)ᵉ
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·nₜ
/// uₜ = mₜ;  β₁·mₜ + (1 − β₁)·nₜ with nesterov
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·uₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// ```
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.9999, ε 1e-6, c 1, e 0.25, as in the authors' code and optax;
/// timm has e 0.333: [AdoptConfig#timm]. **State.** Two tensors like θ, saved as `m` and `v`.
/// **Differs from.** The decoupled decay starts with the group's second step, as in timm; a
/// parameter that joins later decays from its first. **Numerics.** Computed in `float`, the limit
/// in `double` by [Elementary#pow].
///
/// @see <a href="https://arxiv.org/abs/2411.02853">Taniguchi et al. (2024), algorithm 2</a>
public final class Adopt implements Rule.Elementwise<AdoptConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");

  @Override
  public List<Slot> slots(AdoptConfig config, Shape parameter) {
    return List.of(M, V);
  }

  @Override
  public Set<Need> needs(AdoptConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(AdoptConfig config, Step step) {
    for (int p = 0; p < step.parameters(); p++) {
      if (step.t(p) > 1) {
        return config.learningRate() * config.decoupledDecay();
      }
    }
    return 0;
  }

  @Override
  public void update(AdoptConfig config, Block block) {
    if (block.t() == 1) {
      start(config, block);
      return;
    }
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float old = (float) (config.learningRate() * (config.nesterov() ? config.beta1() : 1));
    float own = (float) (config.nesterov() ? config.learningRate() * (1 - config.beta1()) : 0);
    float eps = (float) config.epsilon();
    float limit = limit(config, block.t());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float ni = gi / Math.max((float) Math.sqrt(v[i]), eps);
      ni = Math.max(-limit, Math.min(limit, ni));
      float mi = keep1 * m[i] + new1 * ni;
      m[i] = mi;
      v[i] = keep2 * v[i] + new2 * gi * gi;
      step[i] -= old * mi + own * ni;
    }
  }

  private static void start(AdoptConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights();
    float[] v = block.slot(V);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      v[i] = gi * gi;
    }
  }

  private static float limit(AdoptConfig config, long t) {
    return config.clipping()
        ? (float) (config.clipFactor() * Elementary.pow((double) (t - 1), config.clipExponent()))
        : Float.MAX_VALUE;
  }
}

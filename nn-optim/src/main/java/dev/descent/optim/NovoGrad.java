package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// NovoGrad: momentum along gradients that are divided by a running mean of the norms of their
/// parameter, one number for each.
///
/// ```
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·‖gₜ‖²,  v₁ = ‖g₁‖²   a number for each parameter
/// nₜ = gₜ/(√(vₜ + ε′) + ε) + λ·θₜ₋₁
/// mₜ = β₁·mₜ₋₁ + nₜ, with gradient averaging + (1 − β₁)·nₜ
/// θₜ = θₜ₋₁ − α·mₜ
/// ```
///
/// With `amsgrad` the largest v so far takes the place of vₜ.
///
/// **Shapes.** m and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.95, β₂ 0.98, ε 1e-8, as in the paper and timm; optax has others:
/// [NovoGradConfig#optax]. **State.** One tensor like θ, saved as `m`, and one `double`, `v`, with
/// `amsgrad` a second, `vMax`. **Differs from.** While all gradients were 0, v starts with the next
/// one, as in timm. **Numerics.** Computed in `float`, norms and v in `double`.
///
/// @see <a href="https://arxiv.org/abs/1905.11286">Ginsburg et al. (2019), algorithm 1</a>
public final class NovoGrad implements Rule.Elementwise<NovoGradConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Scalar V = Scalar.ofParameter("v", 0);
  private static final Scalar MAX = Scalar.ofParameter("vMax", 0);
  private static final Total SQUARES = Total.ofParameter("squares");

  @Override
  public List<Slot> slots(NovoGradConfig config, Shape parameter) {
    return List.of(M);
  }

  @Override
  public List<Scalar> scalars(NovoGradConfig config) {
    return config.amsgrad() ? List.of(V, MAX) : List.of(V);
  }

  @Override
  public List<Total> totals(NovoGradConfig config) {
    return List.of(SQUARES);
  }

  @Override
  public Set<Need> needs(NovoGradConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public boolean end(NovoGradConfig config, Step step) {
    if (step.sweep() > 0) {
      return false;
    }
    double beta2 = config.beta2();
    for (int p = 0; p < step.parameters(); p++) {
      double norm = step.total(SQUARES, p);
      double old = step.get(V, p);
      double v = old == 0 ? norm : beta2 * old + (1 - beta2) * norm;
      step.set(V, p, v);
      if (config.amsgrad()) {
        step.set(MAX, p, Math.max(step.get(MAX, p), v));
      }
    }
    return true;
  }

  @Override
  public void update(NovoGradConfig config, Block block) {
    float[] g = block.gradient();
    if (block.sweep() == 0) {
      double scale = block.scale();
      block.add(SQUARES, scale * scale * block.dot(g, g));
      return;
    }
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] m = block.slot(M);
    double v = block.get(config.amsgrad() ? MAX : V);
    double fresh = config.gradientAveraging() ? 1 - config.beta1() : 1;
    double root = Math.sqrt(v + config.epsilonRoot()) + config.epsilon();
    float scale = (float) (fresh * block.scale() / root);
    float penalty = (float) (fresh * config.weightDecay());
    float keep = (float) config.beta1();
    float rate = (float) config.learningRate();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float mi = keep * m[i] + scale * g[i] + penalty * w[i];
      m[i] = mi;
      step[i] -= rate * mi;
    }
  }
}

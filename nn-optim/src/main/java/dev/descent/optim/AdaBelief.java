package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// AdaBelief: [Adam] scaled by how far gradients are from their running mean, not from 0.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// sₜ = β₂·sₜ₋₁ + (1 − β₂)·(gₜ − mₜ)² + ε′     elementwise
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(sₜ/(1 − β₂ᵗ)) + ε)
/// ```
///
/// With `nesterov` the numerator is β₁·mₜ/(1 − β₁ᵗ⁺¹) + (1 − β₁)·gₜ/(1 − β₁ᵗ); with `amsgrad` the
/// largest s so far takes the place of sₜ; with `rectify` the step is multiplied by RAdam's r, and
/// while that does not exist (its ρ is below 5) it is α·mₜ/(1 − β₁ᵗ), not divided by anything.
///
/// **Shapes.** m, s and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε and ε′ 1e-16, as in the authors' code and optax.
/// **State.** Two tensors like θ, saved as `m` and `s`, with `amsgrad` a third, `max`. **Differs
/// from.** timm has one ε for both and rectifies until told otherwise: [AdaBeliefConfig#timm].
/// **Numerics.** Computed in `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2010.07468">Zhuang et al. (2020), algorithm 2</a>
public final class AdaBelief implements Rule.Elementwise<AdaBeliefConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot S = Slot.zeros("s");
  private static final Slot MAX = Slot.zeros("max");
  private static final double TRACTABLE = 5;

  @Override
  public List<Slot> slots(AdaBeliefConfig config, Shape parameter) {
    return config.amsgrad() ? List.of(M, S, MAX) : List.of(M, S);
  }

  @Override
  public Set<Need> needs(AdaBeliefConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(AdaBeliefConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public void update(AdaBeliefConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] m = block.slot(M);
    float[] s = block.slot(S);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float inside = (float) config.epsilonRoot();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float d = gi - mi;
      m[i] = mi;
      s[i] = keep2 * s[i] + new2 * d * d + inside;
    }
    step(config, block, w, m, config.amsgrad() ? largest(block, s) : s);
  }

  private static float[] largest(Block block, float[] s) {
    float[] max = block.slot(MAX);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      max[i] = Math.max(max[i], s[i]);
    }
    return max;
  }

  private static void step(AdaBeliefConfig config, Block block, float[] w, float[] m, float[] s) {
    double beta1 = config.beta1();
    double bias1 = block.debias(beta1);
    double bias2 = block.debias(config.beta2());
    boolean nesterov = config.nesterov();
    double direction = config.learningRate();
    double divisor = 1 / Math.sqrt(bias2);
    double added = config.epsilon();
    if (config.rectify()) {
      double end = 2 / (1 - config.beta2()) - 1;
      double length = end - 2 * block.t() * (1 - bias2) / bias2;
      boolean young = !(length >= TRACTABLE);
      direction *= young ? 1 : Math.sqrt(bias2) * rectification(length, end);
      divisor = young ? 0 : 1;
      added = young ? 1 : added;
    }
    float[] g = block.gradient();
    float[] step = block.step();
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float old = (float) (direction * (nesterov ? beta1 / (1 - beta1 * (1 - bias1)) : 1 / bias1));
    float own = (float) (nesterov ? direction * (1 - beta1) / bias1 : 0);
    float root = (float) divisor;
    float eps = (float) added;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      step[i] -= (old * m[i] + own * gi) / ((float) Math.sqrt(s[i]) * root + eps);
    }
  }

  private static double rectification(double length, double end) {
    return Math.sqrt((length - 4) / (end - 4) * ((length - 2) / (end - 2)) * (end / length));
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// LAMB: the step of [Adam], made as long for each parameter as the parameter is itself; for large
/// batches.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// uₜ = (mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ) + ε′) + ε) + λ·θₜ₋₁
/// θ′ = θₜ₋₁ − α·λ′·θₜ₋₁
/// θₜ = θ′ − α·r·uₜ,  r = ‖θ′‖/‖uₜ‖ of this parameter, 1 if either is 0
/// ```
///
/// Without `biasCorrection` the divisors of m and v are 1, without `gradientAveraging` gₜ enters m
/// whole, with `trustClip` r is at most 1, without `alwaysAdapt` it is 1 where λ is 0.
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-6, λ 0, as in the paper and optax; timm has others:
/// [LambConfig#timm]. **State.** Two tensors like θ, saved as `m` and `v`. **Differs from.** timm
/// clips the gradient by the global norm 1 itself; here the optimizer's builder does. optax's trust
/// ratio can have a least norm: that is not here. λ′ is the decay of Keras, which is no part of
/// what is normalized. **Numerics.** Computed in `float`, bias corrections and norms in `double`.
///
/// @see <a href="https://arxiv.org/abs/1904.00962">You et al. (2020), algorithm 2</a>
public final class Lamb implements Rule.Elementwise<LambConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Slot U = Slot.scratch("u");
  private static final Total WEIGHTS = Total.ofParameter("weights");
  private static final Total STEPS = Total.ofParameter("steps");

  @Override
  public List<Slot> slots(LambConfig config, Shape parameter) {
    return List.of(M, V, U);
  }

  @Override
  public List<Total> totals(LambConfig config) {
    return List.of(WEIGHTS, STEPS);
  }

  @Override
  public Set<Need> needs(LambConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(LambConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public boolean end(LambConfig config, Step step) {
    return step.sweep() == 0;
  }

  @Override
  public void update(LambConfig config, Block block) {
    float[] u = block.slot(U);
    if (block.sweep() == 0) {
      float[] w = block.weights();
      moments(config, block, w, u);
      block.add(WEIGHTS, block.dot(w, w));
      block.add(STEPS, block.dot(u, u));
      return;
    }
    float[] step = block.step();
    float rate = (float) (config.learningRate() * ratio(config, block));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * u[i];
    }
  }

  private static void moments(LambConfig config, Block block, float[] w, float[] u) {
    float[] g = block.gradient();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    boolean corrected = config.biasCorrection();
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = config.gradientAveraging() ? (float) (1 - config.beta1()) : 1f;
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float along = corrected ? (float) (1 / block.debias(config.beta1())) : 1f;
    float correction = corrected ? (float) (1 / block.debias(config.beta2())) : 1f;
    float inside = (float) config.epsilonRoot();
    float eps = (float) config.epsilon();
    float penalty = (float) config.weightDecay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      u[i] = along * mi / ((float) Math.sqrt(vi * correction + inside) + eps) + penalty * w[i];
    }
  }

  private static double ratio(LambConfig config, Block block) {
    double left = Math.abs(1 - config.learningRate() * config.decoupledDecay());
    double weights = left * Math.sqrt(block.total(WEIGHTS));
    double steps = Math.sqrt(block.total(STEPS));
    if (weights == 0 || steps == 0 || (config.weightDecay() == 0 && !config.alwaysAdapt())) {
      return 1;
    }
    double ratio = weights / steps;
    return config.trustClip() ? Math.min(1, ratio) : ratio;
  }
}

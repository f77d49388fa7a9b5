package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.List;

/// D-Adapt AdamW: AdamW whose rate is an estimate d of the distance to the solution, which only
/// grows.
///
/// ```
/// δₜ = dₜ·α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)             rate of this step
/// rₜ = √β₂·rₜ₋₁ + (1 − √β₂)·δₜ·⟨gₜ, sₜ₋₁/(√vₜ₋₁ + ε)⟩
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·δₜ·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²
/// sₜ = √β₂·sₜ₋₁ + (1 − √β₂)·δₜ·gₜ
/// dₜ₊₁ = max(dₜ, rₜ/((1 − √β₂)·‖sₜ‖₁))
/// θₜ = θₜ₋₁ − λ·δₜ·θₜ₋₁ − mₜ/(√vₜ + ε)
/// ```
///
/// The sums go over the whole group. **Shapes.** m, v, s and g have the shape of θ. **Defaults.** α
/// 1, β₁ 0.9, β₂ 0.999, ε 1e-8, d₀ 1e-6, λ 0: the paper's. **State.** Three tensors like θ, saved
/// as `m`, `v` and `gradient_sum`, and d, r of the group; another one as work space. **Differs
/// from.** As optax, the rate has Adam's bias corrections. Groups estimate apart from each other.
/// **Numerics.** Tensors in `float`, estimates in `double`.
///
/// @see <a href="https://arxiv.org/abs/2301.07733">Defazio and Mishchenko (2023), algorithm 5</a>
public final class DAdaptAdamW implements Rule.Elementwise<DAdaptAdamWConfig> {
  private static final Slot SUM = Slot.zeros("gradient_sum");
  private static final Slot WEIGHTED = Slot.scratch("weighted");
  private static final Scalar D = Scalar.ofGroup("distance", 0); // 0: not yet d₀
  private static final Scalar NUMERATOR = Scalar.ofGroup("numerator", 0);
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);
  private static final Total PRODUCT = Total.ofGroup("product");
  private static final Total NORM = Total.ofGroup("norm");

  @Override
  public List<Slot> slots(DAdaptAdamWConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V, SUM, WEIGHTED);
  }

  @Override
  public List<Scalar> scalars(DAdaptAdamWConfig config) {
    return List.of(D, NUMERATOR, RATE, Estimate.POWER_1, Estimate.POWER_2);
  }

  @Override
  public List<Total> totals(DAdaptAdamWConfig config) {
    return List.of(PRODUCT, NORM);
  }

  @Override
  public void begin(DAdaptAdamWConfig config, Step step) {
    if (step.get(D) == 0) {
      step.set(D, config.initialDistance());
    }
    double first = Estimate.debias(step, Estimate.POWER_1, config.beta1());
    double second = Estimate.debias(step, Estimate.POWER_2, config.beta2());
    step.set(RATE, step.get(D) * config.learningRate() * Math.sqrt(second) / first);
  }

  @Override
  public double decay(DAdaptAdamWConfig config, Step step) {
    return config.weightDecay() * step.get(RATE);
  }

  @Override
  public void update(DAdaptAdamWConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float[] sum = block.slot(SUM);
    float[] weighted = block.slot(WEIGHTED);
    float scale = block.scale();
    double rate = block.get(RATE);
    double slow = Math.sqrt(config.beta2());
    float keep1 = (float) config.beta1();
    float new1 = (float) ((1 - config.beta1()) * rate);
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float keep3 = (float) slow;
    float new3 = (float) ((1 - slow) * rate);
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      weighted[i] = sum[i] / ((float) Math.sqrt(v[i]) + eps);
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      sum[i] = keep3 * sum[i] + new3 * gi;
      step[i] -= mi / ((float) Math.sqrt(vi) + eps);
    }
    block.add(PRODUCT, scale * block.dot(g, weighted));
    block.add(NORM, block.sumAbs(sum));
  }

  @Override
  public boolean end(DAdaptAdamWConfig config, Step step) {
    double slow = Math.sqrt(config.beta2());
    double fresh = (1 - slow) * step.get(RATE) * step.total(PRODUCT);
    double numerator = slow * step.get(NUMERATOR) + fresh;
    double norm = (1 - slow) * step.total(NORM);
    step.set(NUMERATOR, Estimate.finite(numerator));
    if (norm > 0) {
      step.set(D, Estimate.finite(Math.max(step.get(D), numerator / norm)));
    }
    return false;
  }
}

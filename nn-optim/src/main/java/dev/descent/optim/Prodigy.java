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

/// Prodigy: AdamW whose rate is an estimate d of the distance to the solution, which only grows.
///
/// ```
/// δₜ = dₜ·α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)             rate of this step
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·dₜ·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·(dₜ·gₜ)²
/// rₜ = β₃·rₜ₋₁ + (dₜ/d₀)·δₜ·⟨gₜ, θ₀ − θₜ₋₁⟩
/// sₜ = β₃·sₜ₋₁ + (dₜ/d₀)·δₜ·gₜ               with safeguard: dₜ instead of δₜ
/// dₜ₊₁ = max(dₜ, c·rₜ/‖sₜ‖₁)
/// θₜ = θₜ₋₁ − λ·δₜ·θₜ₋₁ − δₜ·mₜ/(√vₜ + dₜ₊₁·ε)
/// ```
///
/// The sums go over the whole group. **Shapes.** m, v, s and g have the shape of θ. **Defaults.** α
/// 1, β₁ 0.9, β₂ 0.999, β₃ √β₂, ε 1e-8, d₀ 1e-6, c 1, λ 0, no safeguard: the paper's. **State.**
/// Four tensors like θ, saved as `m`, `v`, `gradient_sum` and `start`, and d, r of the group;
/// another one as work space. **Differs from.** Nothing in optax; the authors' code has λ·δ
/// likewise. Two passes a step. Groups estimate apart from each other. **Numerics.** Tensors in
/// `float`, estimates in `double`.
///
/// @see <a href="https://arxiv.org/abs/2306.06101">Mishchenko and Defazio (2023), algorithm 4</a>
public final class Prodigy implements Rule.Elementwise<ProdigyConfig> {
  private static final Slot SUM = Slot.zeros("gradient_sum");
  private static final Slot START = Slot.weights("start");
  private static final Slot MOVED = Slot.scratch("moved");
  private static final Scalar D = Scalar.ofGroup("distance", 0); // 0: not yet d₀
  private static final Scalar NUMERATOR = Scalar.ofGroup("numerator", 0);
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);
  private static final Total PRODUCT = Total.ofGroup("product");
  private static final Total NORM = Total.ofGroup("norm");

  @Override
  public List<Slot> slots(ProdigyConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V, SUM, START, MOVED);
  }

  @Override
  public List<Scalar> scalars(ProdigyConfig config) {
    return List.of(D, NUMERATOR, RATE, Estimate.POWER_1, Estimate.POWER_2);
  }

  @Override
  public List<Total> totals(ProdigyConfig config) {
    return List.of(PRODUCT, NORM);
  }

  @Override
  public Set<Need> needs(ProdigyConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void begin(ProdigyConfig config, Step step) {
    if (step.get(D) == 0) {
      step.set(D, config.initialDistance());
    }
    double first = Estimate.debias(step, Estimate.POWER_1, config.beta1());
    double second = Estimate.debias(step, Estimate.POWER_2, config.beta2());
    step.set(RATE, step.get(D) * config.learningRate() * Math.sqrt(second) / first);
  }

  @Override
  public double decay(ProdigyConfig config, Step step) {
    return config.weightDecay() * step.get(RATE);
  }

  @Override
  public void update(ProdigyConfig config, Block block) {
    if (block.sweep() == 0) {
      gather(config, block);
    } else {
      move(config, block);
    }
  }

  private static void gather(ProdigyConfig config, Block block) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float[] sum = block.slot(SUM);
    float[] start = block.slot(START);
    float[] moved = block.slot(MOVED);
    double d = block.get(D);
    float gain = (float) (d * block.scale());
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float keep3 = (float) config.beta3();
    double counted = config.safeguardWarmup() ? d : block.get(RATE);
    float new3 = (float) (counted / config.initialDistance());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = gain * g[i];
      m[i] = keep1 * m[i] + new1 * gi;
      v[i] = keep2 * v[i] + new2 * gi * gi;
      sum[i] = keep3 * sum[i] + new3 * gi;
      moved[i] = start[i] - w[i];
    }
    block.add(PRODUCT, block.scale() * block.dot(g, moved));
    block.add(NORM, block.sumAbs(sum));
  }

  @Override
  public boolean end(ProdigyConfig config, Step step) {
    if (step.sweep() == 1) {
      return false;
    }
    double d = step.get(D);
    double fresh = d / config.initialDistance() * step.get(RATE) * step.total(PRODUCT);
    double numerator = config.beta3() * step.get(NUMERATOR) + fresh;
    double norm = step.total(NORM);
    step.set(NUMERATOR, Estimate.finite(numerator));
    if (norm > 0) {
      step.set(D, Estimate.finite(Math.max(d, config.coefficient() * numerator / norm)));
    }
    return true;
  }

  private static void move(ProdigyConfig config, Block block) {
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float rate = (float) block.get(RATE);
    float eps = (float) (block.get(D) * config.epsilon());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + eps);
    }
  }
}

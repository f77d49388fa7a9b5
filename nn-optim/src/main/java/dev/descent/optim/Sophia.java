package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Sophia-H: divides a mean of gradients by a mean of the Hessian's diagonal, estimated now and
/// then, and clips the quotient, so that flat directions move fast and no direction too far.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// hₜ = β₂·hₜ₋₁ + (1 − β₂)·uₜ⊙(Hₜ·uₜ) in every k-th step, else hₜ₋₁;   uₜ random signs
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·clamp(mₜ/max(γ·hₜ, ε), −ρ, ρ)
/// ```
///
/// **Shapes.** m and h have the shape of θ. Estimates are made in the steps 0, k, 2k, ... of the
/// optimizer, for all parameters at once. **Defaults.** α 1e-3, β₁ 0.965, β₂ 0.99, γ 0.01, ρ 1, k
/// 10, ε 1e-8, λ 1e-4. **State.** Two tensors like θ, saved as `m` and `h`, one to work in, and a
/// number of the group, `fresh`: whether the step had an estimate. **Needs.** Products of the batch
/// loss's Hessian with a vector: the gradient's objective must offer them, as that of a trainer
/// does. **Differs from.** The paper has no bias correction (optax has: biasCorrection) and uses an
/// estimate in the step that makes it (optax from the next step on: estimateAfter). It has the
/// Gauss-Newton-Bartlett estimator (Sophia-G) besides, which needs sampled labels and is not here.
/// **Numerics.** Computed in `float`. A negative curvature counts as ε, so it is clipped: a step by
/// the sign.
///
/// @see <a href="https://arxiv.org/abs/2305.14342">Liu et al. (2024), algorithms 1 and 3</a>
public final class Sophia implements Rule.Elementwise<SophiaConfig> {
  private static final Slot H = Slot.zeros("h");
  private static final Slot ESTIMATE = Slot.scratch("estimate");
  private static final Scalar FRESH = Scalar.ofGroup("fresh", 0);

  @Override
  public List<Slot> slots(SophiaConfig config, Shape parameter) {
    return List.of(Adam.M, H, ESTIMATE);
  }

  @Override
  public List<Scalar> scalars(SophiaConfig config) {
    return List.of(FRESH);
  }

  @Override
  public Set<Need> needs(SophiaConfig config) {
    return Set.of(Need.HESSIAN_VECTOR);
  }

  @Override
  public double decay(SophiaConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void begin(SophiaConfig config, Step step) {
    boolean fresh = step.number() % config.interval() == 0;
    step.set(FRESH, fresh ? 1 : 0);
    if (fresh) {
      step.hessianDiagonal(config.seed(), ESTIMATE);
    }
  }

  @Override
  public void update(SophiaConfig config, Block block) {
    boolean fresh = block.get(FRESH) != 0;
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] h = block.slot(H);
    float[] e = fresh ? block.slot(ESTIMATE) : h; // 0 times any finite number will do
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = fresh ? (float) config.beta2() : 1f;
    float new2 = fresh ? (float) (1 - config.beta2()) : 0f;
    float before = config.estimateAfter() ? 1f : 0f;
    float after = 1f - before;
    float correction = config.biasCorrection() ? (float) (1 / block.debias(config.beta1())) : 1f;
    float rate = (float) config.learningRate();
    float gamma = (float) config.gamma();
    float eps = (float) config.epsilon();
    float clip = (float) config.clip();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float mi = keep1 * m[i] + new1 * (scale * g[i]);
      float old = h[i];
      float hi = keep2 * old + new2 * e[i];
      float curvature = Math.max(gamma * (before * old + after * hi), eps);
      m[i] = mi;
      h[i] = hi;
      step[i] -= rate * Math.max(-clip, Math.min(correction * mi / curvature, clip));
    }
  }
}

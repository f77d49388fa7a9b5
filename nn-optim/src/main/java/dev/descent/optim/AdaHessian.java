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

/// AdaHessian: [AdamW] with the estimated diagonal of the Hessian in place of the gradient in the
/// second moment.
///
/// ```
/// dₜ = uₜ⊙(Hₜ·uₜ) in every k-th step, else dₜ₋₁;   uₜ random signs
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·dₜ²
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / ((vₜ/(1 − β₂ᵗ))^(p/2) + ε)
/// ```
///
/// **Shapes.** m, v and d have the shape of θ; t counts the updates of this parameter, from 1.
/// Estimates are made in the steps 0, k, 2k, ... of the optimizer, for all parameters at once.
/// **Defaults.** α 0.1, β₁ 0.9, β₂ 0.999, ε 1e-8, p 1, k 1, λ 0. **State.** Three tensors like θ,
/// saved as `m`, `v` and `diagonal`. **Needs.** Products of the batch loss's Hessian with a vector:
/// the gradient's objective must offer them, as that of a trainer does. **Differs from.** As timm
/// without avg_conv_kernel: the paper averages the diagonal over the kernel of a convolution (and
/// over neighbors elsewhere) before it squares it. One vector of signs an estimate. **Numerics.**
/// Computed in `float`, bias corrections in `double`. A power other than 1 takes [Elementary#pow]
/// for each weight, which is slow.
///
/// @see <a href="https://arxiv.org/abs/2006.00719">Yao et al. (2021), algorithm 1</a>
public final class AdaHessian implements Rule.Elementwise<AdaHessianConfig> {
  private static final Slot DIAGONAL = Slot.zeros("diagonal");

  @Override
  public List<Slot> slots(AdaHessianConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V, DIAGONAL);
  }

  @Override
  public Set<Need> needs(AdaHessianConfig config) {
    return Set.of(Need.HESSIAN_VECTOR);
  }

  @Override
  public double decay(AdaHessianConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void begin(AdaHessianConfig config, Step step) {
    if (step.number() % config.interval() == 0) {
      step.hessianDiagonal(config.seed(), DIAGONAL);
    }
  }

  @Override
  public void update(AdaHessianConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float[] d = block.slot(DIAGONAL);
    double correction = 1 / block.debias(config.beta2());
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float rate = (float) (config.learningRate() / block.debias(config.beta1()));
    float root = (float) Math.sqrt(correction);
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      m[i] = keep1 * m[i] + new1 * (scale * g[i]);
      v[i] = keep2 * v[i] + new2 * d[i] * d[i];
    }
    if (config.power() == 1) {
      for (int i = block.from(), to = block.to(); i < to; i++) {
        step[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * root + eps);
      }
      return;
    }
    double half = config.power() / 2;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * m[i] / ((float) Elementary.pow(v[i] * correction, half) + eps);
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// AdamP: [Adam] that takes out of its step the part along the weights where only their direction
/// counts, as before a normalization. That part would only make them longer, and steps smaller.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// pₜ = mₜ / (√(vₜ/(1 − β₂ᵗ)) + ε);  numerator β₁·mₜ + (1 − β₁)·gₜ with nesterov
/// qₜ = pₜ − θ̂·(θ̂·pₜ), θ̂ = θₜ₋₁/(‖θₜ₋₁‖ + ε), where max |cos(gₜ, θₜ₋₁)| < δ/√n; else pₜ
/// θₜ = θₜ₋₁ − α·λ·ρ·θₜ₋₁ − α·qₜ/(1 − β₁ᵗ),  ρ the decay ratio where projected, else 1
/// ```
///
/// The test is made for the rows of a parameter (the slices along its first axis, n elements each)
/// and, if it fails, for the parameter as a whole. Parameters with less than two axes are never
/// projected.
///
/// **Shapes.** m, v and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, λ 0, δ 0.1, ρ 0.1, as in the paper. **State.**
/// Two tensors like θ, saved as `m` and `v`, and scratch. **Differs from.** The decay depends on
/// the projection, so it is part of the step that a wrapper sees. **Numerics.** Computed in
/// `float`, bias corrections and inner products in `double`.
///
/// @see <a href="https://arxiv.org/abs/2006.08217">Heo et al. (2021)</a>
public final class AdamP implements Rule.PerTensor<AdamPConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Slot P = Slot.scratch("p");

  @Override
  public List<Slot> slots(AdamPConfig config, Shape parameter) {
    return List.of(M, V, P);
  }

  @Override
  public Set<Need> needs(AdamPConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(AdamPConfig config, Shape shape, Block block, Algebra algebra) {
    float[] w = block.weights();
    float[] p = block.slot(P);
    moments(config, block, p);
    boolean projected =
        Projection.project(block, algebra, shape, p, config.delta(), config.epsilon());
    double ratio = projected ? config.decayRatio() : 1;
    float[] step = block.step();
    float rate = (float) (config.learningRate() / block.debias(config.beta1()));
    float share = (float) (config.learningRate() * config.weightDecay() * ratio);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= share * w[i] + rate * p[i];
    }
  }

  private static void moments(AdamPConfig config, Block block, float[] p) {
    float[] g = block.gradient();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float old = config.nesterov() ? keep1 : 1f;
    float own = config.nesterov() ? new1 : 0f;
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      p[i] = (old * mi + own * gi) / ((float) Math.sqrt(vi) * root + eps);
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.List;

/// MARS: [AdamW] or Lion along gradients that are corrected by how they have changed, which takes
/// out some of their variance.
///
/// ```
/// cₜ = gₜ + γ·β₁/(1 − β₁)·(gₜ − gₜ₋₁), divided by its norm if that is above 1;  c₁ = g₁
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·cₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·cₜ²                elementwise
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ)) + ε), or with LION − α·sign(mₜ)
/// ```
///
/// Parameters with less than two axes take [AdamW] with its own decays and a share of α, unless
/// `vectors` is true.
///
/// **Shapes.** m, v, c and g have the shape of θ, the norm is that of the whole parameter. t counts
/// the updates of this parameter, from 1. **Defaults.** α 3e-3, β₁ 0.95, β₂ 0.99, γ 0.025, ε 1e-8,
/// λ 0, AdamW's decays 0.9 and 0.95, as in the authors' code; timm has others: [MarsConfig#timm].
/// **State.** Three tensors like θ, saved as `m`, `v` (not with LION) and `g`, the last gradient.
/// **Differs from.** This is the approximate method, with the last step's gradient in place of that
/// of the new batch at the old weights. The first gradient is taken as it is, as in timm. The
/// authors give vectors a decay of their own, for which a group serves. **Numerics.** Computed in
/// `float`, bias corrections and norms in `double`.
///
/// @see <a href="https://arxiv.org/abs/2411.10438">Yuan et al. (2024)</a>
public final class Mars implements Rule.Elementwise<MarsConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Slot LAST = Slot.zeros("g");
  private static final Slot C = Slot.scratch("c");
  private static final Total SQUARES = Total.ofParameter("squares");

  @Override
  public boolean accepts(MarsConfig config, Shape parameter) {
    return config.vectors() || parameter.rank() >= 2;
  }

  @Override
  public List<Slot> slots(MarsConfig config, Shape parameter) {
    return config.kind() == MarsKind.ADAMW ? List.of(M, V, LAST, C) : List.of(M, LAST, C);
  }

  @Override
  public List<Total> totals(MarsConfig config) {
    return List.of(SQUARES);
  }

  @Override
  public double decay(MarsConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public boolean end(MarsConfig config, Step step) {
    return step.sweep() == 0;
  }

  @Override
  public void update(MarsConfig config, Block block) {
    float[] c = block.slot(C);
    if (block.sweep() == 0) {
      correct(config, block, c);
      block.add(SQUARES, block.dot(c, c));
      return;
    }
    double norm = Math.sqrt(block.total(SQUARES));
    float shrink = block.t() > 1 && norm > 1 ? (float) (1 / norm) : 1f;
    switch (config.kind()) {
      case ADAMW -> adamW(config, block, c, shrink);
      case LION -> lion(config, block, c, shrink);
    }
  }

  private static void correct(MarsConfig config, Block block, float[] c) {
    float[] g = block.gradient();
    float[] last = block.slot(LAST);
    float scale = block.scale();
    float change =
        block.t() == 1 ? 0f : (float) (config.gamma() * config.beta1() / (1 - config.beta1()));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      c[i] = gi + change * (gi - last[i]);
      last[i] = gi;
    }
  }

  private static void adamW(MarsConfig config, Block block, float[] c, float shrink) {
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float rate = (float) (config.learningRate() / block.debias(config.beta1()));
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float ci = shrink * c[i];
      float mi = keep1 * m[i] + new1 * ci;
      float vi = keep2 * v[i] + new2 * ci * ci;
      m[i] = mi;
      v[i] = vi;
      step[i] -= rate * mi / ((float) Math.sqrt(vi) * root + eps);
    }
  }

  private static void lion(MarsConfig config, Block block, float[] c, float shrink) {
    float[] step = block.step();
    float[] m = block.slot(M);
    float keep = (float) config.beta1();
    float fresh = (float) ((1 - config.beta1()) * shrink);
    float rate = (float) config.learningRate();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float mi = keep * m[i] + fresh * c[i];
      m[i] = mi;
      step[i] -= rate * Math.signum(mi);
    }
  }
}

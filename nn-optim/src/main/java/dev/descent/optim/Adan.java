package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// Adan: Nesterov's momentum from gradients and their differences, without a gradient at another
/// point, scaled like [Adam].
///
/// ```
/// dₜ = gₜ − gₜ₋₁, and 0 if t = 1
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·dₜ
/// nₜ = β₃·nₜ₋₁ + (1 − β₃)·(gₜ + β₂·dₜ)²      elementwise
/// uₜ = (mₜ/(1 − β₁ᵗ) + β₂·vₜ/(1 − β₂ᵗ)) / (√(nₜ/(1 − β₃ᵗ) + ε′) + ε)
/// θₜ = (θₜ₋₁ − α·uₜ)/(1 + α·λ)                proximal; else θₜ₋₁ − α·λ·θₜ₋₁ − α·uₜ
/// ```
///
/// **Shapes.** m, v, n, d and g have the shape of θ. t counts the updates of this parameter from 1
/// on. **Defaults.** α 1e-3, β 0.98, 0.92 and 0.99, ε 1e-8, ε′ and λ 0: those of the authors' code.
/// **State.** Four tensors like θ, saved as `m`, `v`, `n` and `g`, the last gradient. **Differs
/// from.** The β are what is kept, as in the authors' code and timm; the paper's are 1 minus these.
/// optax 0.2.8 weights the differences with 1 − β₂, 0.08, where paper and authors have 0.92.
/// **Numerics.** Computed in `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2208.06677">Xie et al. (2022), algorithm 1</a>
public final class Adan implements Rule.Elementwise<AdanConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Slot N = Slot.zeros("n");
  private static final Slot LAST = Slot.zeros("g");

  @Override
  public List<Slot> slots(AdanConfig config, Shape parameter) {
    return List.of(M, V, N, LAST);
  }

  @Override
  public double decay(AdanConfig config, Step step) {
    double share = config.learningRate() * config.weightDecay();
    return config.proximal() ? share / (1 + share) : share;
  }

  @Override
  public void update(AdanConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float[] n = block.slot(N);
    float[] last = block.slot(LAST);
    float scale = block.scale();
    float change = block.t() == 1 ? 0f : 1f; // of no gradient there is no difference
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float keep3 = (float) config.beta3();
    float new3 = (float) (1 - config.beta3());
    double share = config.proximal() ? config.learningRate() * config.weightDecay() : 0;
    double rate = config.learningRate() / (1 + share);
    float along = (float) (rate / block.debias(config.beta1()));
    float ahead = (float) (rate * config.beta2() / block.debias(config.beta2()));
    float correction = (float) (1 / block.debias(config.beta3()));
    float inside = (float) config.epsilonRoot();
    float eps = (float) config.epsilon();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float di = change * (gi - last[i]);
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * di;
      float look = gi + keep2 * di;
      float ni = keep3 * n[i] + new3 * look * look;
      last[i] = gi;
      m[i] = mi;
      v[i] = vi;
      n[i] = ni;
      step[i] -= (along * mi + ahead * vi) / ((float) Math.sqrt(ni * correction + inside) + eps);
    }
  }
}

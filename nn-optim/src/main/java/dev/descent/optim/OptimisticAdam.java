package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Optimistic Adam: [Adam] that steps once more along the change of its step, for games, where
/// plain descent runs in circles.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                elementwise
/// uₜ = (mₜ/(1 − β₁ᵗ)) / (√(vₜ/(1 − β₂ᵗ) + ε′) + ε)
/// θₜ = θₜ₋₁ − η·(α·uₜ + o·(uₜ − uₜ₋₁)),  u₀ = u₁
/// ```
///
/// With `nesterov` the numerator is β₁·mₜ/(1 − β₁ᵗ⁺¹) + (1 − β₁)·gₜ/(1 − β₁ᵗ). η is the learning
/// rate, o the optimism.
///
/// **Shapes.** m, v, u and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** η 1e-3, α and o 1, β₁ 0.9, β₂ 0.999, ε 1e-8, as in the paper. **State.** Three
/// tensors like θ, saved as `m`, `v` and `u`. **Differs from.** optax looks ahead until told
/// otherwise: [OptimisticAdamConfig#optax]. Its older `optimistic_adam` is this with η 1, α its
/// learning rate and o its optimism. **Numerics.** Computed in `float`, bias corrections in
/// `double`.
///
/// @see <a href="https://arxiv.org/abs/1711.00141">Daskalakis et al. (2018), algorithm 1</a>
public final class OptimisticAdam implements Rule.Elementwise<OptimisticAdamConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Slot U = Slot.zeros("u");

  @Override
  public List<Slot> slots(OptimisticAdamConfig config, Shape parameter) {
    return List.of(M, V, U);
  }

  @Override
  public void update(OptimisticAdamConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] v = block.slot(V);
    float[] u = block.slot(U);
    float scale = block.scale();
    double beta1 = config.beta1();
    double bias = block.debias(beta1);
    boolean nesterov = config.nesterov();
    float keep1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float old = (float) (nesterov ? beta1 / (1 - beta1 * (1 - bias)) : 1 / bias);
    float own = (float) (nesterov ? (1 - beta1) / bias : 0);
    float correction = (float) (1 / block.debias(config.beta2()));
    float inside = (float) config.epsilonRoot();
    float eps = (float) config.epsilon();
    float rate = (float) (config.learningRate() * config.alpha());
    float more = (float) (config.learningRate() * (block.t() == 1 ? 0 : config.optimism()));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      float ui = (old * mi + own * gi) / ((float) Math.sqrt(vi * correction + inside) + eps);
      step[i] -= rate * ui + more * (ui - u[i]);
      m[i] = mi;
      v[i] = vi;
      u[i] = ui;
    }
  }
}

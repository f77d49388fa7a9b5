package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Adamax: [Adam] with the decaying maximum of gradients in place of the root of the mean of
/// squares.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// uₜ = max(β₂·uₜ₋₁, |gₜ| + ε)                 or max(β₂·uₜ₋₁, |gₜ|) without epsilonInNorm
/// θₜ = θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / uₜ            or / (uₜ + ε)
/// ```
///
/// **Shapes.** m and u have the shape of θ. t counts the updates of this parameter, from 1. g
/// includes the L2 penalty λ·θₜ₋₁. **Defaults.** α 2e-3, β₁ 0.9, β₂ 0.999, as in section 7.1 of the
/// paper; ε 1e-8, λ 0. **State.** Two tensors like θ, saved as `m` and `norm`. **Differs from.**
/// The paper has no ε; PyTorch and optax add it to |g| (the default here), Keras to u.
/// **Numerics.** Computed in `float`, the bias correction in `double`.
///
/// @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), algorithm 2</a>
public final class Adamax implements Rule.Elementwise<AdamaxConfig> {
  static final Slot NORM = Slot.zeros("norm");

  @Override
  public List<Slot> slots(AdamaxConfig config, Shape parameter) {
    return List.of(Adam.M, NORM);
  }

  @Override
  public Set<Need> needs(AdamaxConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(AdamaxConfig config, Block block) {
    move(
        block,
        config.learningRate(),
        config.beta1(),
        config.beta2(),
        config.epsilonInNorm() ? config.epsilon() : 0,
        config.epsilonInNorm() ? 0 : config.epsilon(),
        config.weightDecay());
  }

  /// One step; [AdamaxW] is this without penalty, and the framework's decay.
  static void move(
      Block block,
      double alpha,
      double beta1,
      double beta2,
      double inside,
      double outside,
      double lambda) {
    float[] g = block.gradient();
    float[] w = lambda == 0 ? g : block.weights(); // 0 times any finite number will do
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] u = block.slot(NORM);
    float scale = block.scale();
    float penalty = (float) lambda;
    float keep1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float rate = (float) (alpha / block.debias(beta1));
    float in = (float) inside;
    float out = (float) outside;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float ui = Math.max(keep2 * u[i], Math.abs(gi) + in);
      m[i] = mi;
      u[i] = ui;
      step[i] -= rate * mi / (ui + out);
    }
  }
}

package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// NAdam: [Adam] with Nesterov's momentum, which steps along the mean of gradients as it will be.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²
/// μₜ = β₁·(1 − 0.96^(t·ψ)/2)                 or β₁ without momentumSchedule;  Πₜ = μ₁ · ... · μₜ
/// m̂ₜ = μₜ₊₁·mₜ/(1 − Πₜ₊₁) + (1 − μₜ)·gₜ/(1 − Πₜ)
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·m̂ₜ / (√(vₜ/(1 − β₂ᵗ)) + ε)
/// ```
///
/// **Shapes.** m and v have the shape of θ. t counts the updates of this parameter, from 1. g
/// includes the L2 penalty λ·θₜ₋₁. **Defaults.** α 2e-3, β₁ 0.9, β₂ 0.999, ε 1e-8, ψ 4e-3:
/// PyTorch's. **State.** Two tensors like θ, saved as `m` and `v`, and with momentumSchedule a
/// number for each parameter, Π, saved as `momentumProduct`. **Differs from.** PyTorch has ψ 4e-3,
/// Keras 1, optax no schedule. No ψ gives optax's constant momentum: ψ 0 is β₁/2. The paper's v̂
/// has one more factor β₂, which nobody takes. **Numerics.** Computed in `float`, the coefficients
/// in `double` with [Elementary#pow].
///
/// @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat (2016), algorithm 8
///   and section 3</a>
public final class NAdam implements Rule.Elementwise<NAdamConfig> {
  private static final Scalar PRODUCT = Scalar.ofParameter("momentumProduct", 1);

  @Override
  public List<Slot> slots(NAdamConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V);
  }

  @Override
  public List<Scalar> scalars(NAdamConfig config) {
    return config.momentumSchedule() ? List.of(PRODUCT) : List.of();
  }

  @Override
  public Set<Need> needs(NAdamConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(NAdamConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public void begin(NAdamConfig config, Step step) {
    for (int p = 0; config.momentumSchedule() && p < step.parameters(); p++) {
      step.set(PRODUCT, p, step.get(PRODUCT, p) * momentum(config, step.t(p)));
    }
  }

  private static double momentum(NAdamConfig config, long t) {
    return config.beta1() * (1 - 0.5 * Elementary.pow(0.96, t * config.momentumDecay()));
  }

  @Override
  public void update(NAdamConfig config, Block block) {
    double rate = config.learningRate();
    double now = config.beta1();
    double next = config.beta1();
    double product = 1 - block.debias(config.beta1());
    if (config.momentumSchedule()) {
      now = momentum(config, block.t());
      next = momentum(config, block.t() + 1);
      product = block.get(PRODUCT);
    }
    move(
        block,
        config.beta1(),
        config.beta2(),
        config.epsilon(),
        config.weightDecay(),
        rate * (1 - now) / (1 - product),
        rate * next / (1 - product * next));
  }

  /// One step by (fresh · g + ahead · m) / (√v̂ + ε).
  static void move(
      Block block,
      double beta1,
      double beta2,
      double epsilon,
      double lambda,
      double fresh,
      double ahead) {
    float[] g = block.gradient();
    float[] w = lambda == 0 ? g : block.weights(); // 0 times any finite number will do
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float scale = block.scale();
    float penalty = (float) lambda;
    float keep1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float new2 = (float) (1 - beta2);
    float root = (float) (1 / Math.sqrt(block.debias(beta2)));
    float eps = (float) epsilon;
    float now = (float) fresh;
    float next = (float) ahead;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      step[i] -= (now * gi + next * mi) / ((float) Math.sqrt(vi) * root + eps);
    }
  }
}

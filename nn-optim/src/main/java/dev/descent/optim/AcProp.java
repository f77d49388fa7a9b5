package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// ACProp: the gradient itself, scaled by the deviations from their mean that the steps before have
/// seen.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·gₜ / (√(sₜ₋₁/(1 − β₂ᵗ⁻¹)) + ε);  the root is 1 if t = 1
/// sₜ = β₂·sₜ₋₁ + (1 − β₂)·(gₜ − mₜ)² + ε′     elementwise
/// ```
///
/// Steps can be very long while s is young: warm the learning rate up.
///
/// **Shapes.** m, s and g have the shape of θ. t counts the updates of this parameter, from 1.
/// **Defaults.** α 1e-3, β₁ 0.9, β₂ 0.999, ε and ε′ 1e-16, as in the authors' code; λ 0. **State.**
/// Two tensors like θ, saved as `m` and `s`. **Differs from.** The paper and the authors' code take
/// the deviation from mₜ, as here; optax 0.2.8 takes it from mₜ₋₁, against its own documentation:
/// `previousMean`. **Numerics.** Computed in `float`, bias corrections in `double`.
///
/// @see <a href="https://arxiv.org/abs/2110.05454">Zhuang et al. (2021)</a>
public final class AcProp implements Rule.Elementwise<AcPropConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot S = Slot.zeros("s");

  @Override
  public List<Slot> slots(AcPropConfig config, Shape parameter) {
    return List.of(M, S);
  }

  @Override
  public double decay(AcPropConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(AcPropConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(M);
    float[] s = block.slot(S);
    float scale = block.scale();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float fromOld = config.previousMean() ? 1f : 0f;
    float fromNew = 1 - fromOld;
    boolean first = block.t() == 1;
    float rate = (float) config.learningRate();
    float root = first ? 0f : (float) (1 / Math.sqrt(before(block, config.beta2())));
    float eps = (float) (config.epsilon() + (first ? 1 : 0));
    float inside = (float) config.epsilonRoot();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      float mi = keep1 * m[i] + new1 * gi;
      float d = gi - (fromOld * m[i] + fromNew * mi);
      step[i] -= rate * gi / ((float) Math.sqrt(s[i]) * root + eps);
      m[i] = mi;
      s[i] = keep2 * s[i] + new2 * d * d + inside;
    }
  }

  /// Returns 1 − betaᵗ⁻¹ for t > 1.
  private static double before(Block block, double beta) {
    return beta == 0 ? 1 : 1 - (1 - block.debias(beta)) / beta;
  }
}

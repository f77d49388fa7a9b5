package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// AMSGrad: [Adam] with the maximum of all second moments so far, so that no step is longer than
/// earlier ones for the same mean of gradients.
///
/// ```
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²
/// xₜ = max(xₜ₋₁, vₜ)                          or max(xₜ₋₁, vₜ/(1 − β₂ᵗ)) with maximumOfCorrected
/// θₜ = θₜ₋₁ − α·λ′·θₜ₋₁ − α·(mₜ/(1 − β₁ᵗ)) / (√(xₜ/(1 − β₂ᵗ)) + ε)     without the correction of xₜ then
/// ```
///
/// **Shapes.** m, v and x have the shape of θ. t counts the updates of this parameter, from 1. g
/// includes the L2 penalty λ·θₜ₋₁. **Defaults.** Those of [Adam]. **State.** Three tensors like θ,
/// saved as `m`, `v` and `maximum`. **Differs from.** The paper has no bias correction: without
/// biasCorrection both divisors 1 − βᵗ are 1. PyTorch takes the maximum of raw second moments and
/// corrects it afterwards (the default here), optax takes that of corrected ones. The early v/(1 −
/// β₂ᵗ) are large, so the two differ for long. Keras is as PyTorch, with ε/√(1 − β₂ᵗ) in the place
/// of ε (epsilonHat). optax can have another ε inside the root (epsilonRoot). **Numerics.** Those
/// of [Adam].
///
/// @see <a href="https://openreview.net/forum?id=ryQu7f-RZ">Reddi, Kale and Kumar (2018), algorithm
///   2</a>
public final class AmsGrad implements Rule.Elementwise<AmsGradConfig> {
  private static final Slot MAXIMUM = Slot.zeros("maximum");

  @Override
  public List<Slot> slots(AmsGradConfig config, Shape parameter) {
    return List.of(Adam.M, Adam.V, MAXIMUM);
  }

  @Override
  public Set<Need> needs(AmsGradConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public double decay(AmsGradConfig config, Step step) {
    return config.learningRate() * config.decoupledDecay();
  }

  @Override
  public void update(AmsGradConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float[] v = block.slot(Adam.V);
    float[] x = block.slot(MAXIMUM);
    boolean corrects = config.biasCorrection();
    double correction = corrects ? 1 / block.debias(config.beta2()) : 1;
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float rate = (float) (config.learningRate() / (corrects ? block.debias(config.beta1()) : 1));
    float before = config.maximumOfCorrected() ? (float) correction : 1f;
    float after = config.maximumOfCorrected() ? 1f : (float) correction;
    float inside = (float) config.epsilonRoot();
    float eps =
        (float) (config.epsilonHat() ? config.epsilon() * Math.sqrt(correction) : config.epsilon());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float mi = keep1 * m[i] + new1 * gi;
      float vi = keep2 * v[i] + new2 * gi * gi;
      float xi = Math.max(x[i], before * vi);
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      step[i] -= rate * mi / ((float) Math.sqrt(xi * after + inside) + eps);
    }
  }
}

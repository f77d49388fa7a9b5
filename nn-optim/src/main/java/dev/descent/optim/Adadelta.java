package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// Adadelta: steps whose unit is that of the weights, as long as recent steps relative to recent
/// gradients.
///
/// ```
/// sₜ = ρ·sₜ₋₁ + (1 − ρ)·gₜ²
/// dₜ = √(aₜ₋₁ + ε) / √(sₜ + ε) · gₜ
/// aₜ = ρ·aₜ₋₁ + (1 − ρ)·dₜ²
/// θₜ = θₜ₋₁ − α·dₜ
/// ```
///
/// **Shapes.** s, a and d have the shape of θ. g includes the L2 penalty λ·θₜ₋₁. **Defaults.** α 1,
/// ρ 0.9, ε 1e-6: PyTorch's and optax's; the paper has ρ 0.95. **State.** Two tensors like θ, saved
/// as `meanSquare` and `meanStep`. **Differs from.** Keras has α 1e-3, ρ 0.95 and ε 1e-7
/// ([AdadeltaConfig#keras]). The decay of optax is this penalty, too. **Numerics.** Computed in
/// `float`. a does not know α, so a schedule acts at once.
///
/// @see <a href="https://arxiv.org/abs/1212.5701">Zeiler (2012), algorithm 1</a>
public final class Adadelta implements Rule.Elementwise<AdadeltaConfig> {
  private static final Slot MEAN_SQUARE = Slot.zeros("meanSquare");
  private static final Slot MEAN_STEP = Slot.zeros("meanStep");

  @Override
  public List<Slot> slots(AdadeltaConfig config, Shape parameter) {
    return List.of(MEAN_SQUARE, MEAN_STEP);
  }

  @Override
  public Set<Need> needs(AdadeltaConfig config) {
    return config.weightDecay() == 0 ? Set.of() : Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(AdadeltaConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = config.weightDecay() == 0 ? g : block.weights(); // 0 times any number will do
    float[] step = block.step();
    float[] s = block.slot(MEAN_SQUARE);
    float[] a = block.slot(MEAN_STEP);
    float scale = block.scale();
    float penalty = (float) config.weightDecay();
    float keep = (float) config.rho();
    float fresh = (float) (1 - config.rho());
    float eps = (float) config.epsilon();
    float rate = (float) config.learningRate();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i] + penalty * w[i];
      float si = keep * s[i] + fresh * gi * gi;
      float ai = a[i];
      float di = (float) Math.sqrt(ai + eps) / (float) Math.sqrt(si + eps) * gi;
      s[i] = si;
      a[i] = keep * ai + fresh * di * di;
      step[i] -= rate * di;
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A transform that replaces the gradient by a running mean of gradients.
///
/// ```
/// mₜ = β·mₜ₋₁ + (1 − β)·gₜ
/// gₜ ← mₜ/(1 − βᵗ)                           or mₜ
/// ```
///
/// **Shapes.** m has the shape of g. t counts the updates of this parameter, from 1. **Defaults.**
/// β 0.9, corrected, as optax's `ema`. **State.** One tensor like g, saved as `m`. **Differs
/// from.** Momentum, which the optimizer applies; this comes before everything that looks at
/// gradients. **Numerics.** Computed in `float`.
///
/// @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak (1964)</a>
public final class AverageGradients implements Rule.Elementwise<AverageGradientsConfig> {
  private static final Slot M = Slot.zeros("m");

  @Override
  public List<Slot> slots(AverageGradientsConfig config, Shape parameter) {
    return List.of(M);
  }

  @Override
  public Set<Need> needs(AverageGradientsConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void update(AverageGradientsConfig config, Block block) {
    float[] g = block.gradient();
    float[] m = block.slot(M);
    float keep = (float) config.decay();
    float fresh = (float) (1 - config.decay());
    float whole = config.debias() ? (float) (1 / block.debias(config.decay())) : 1;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float mean = keep * m[i] + fresh * g[i];
      m[i] = mean;
      g[i] = mean * whole;
    }
  }
}

package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A transform that adds normal noise to the gradient, which fades.
///
/// ```
/// gₜ ← gₜ + nₜ,   nₜ from N(0, η/tᵞ)
/// ```
///
/// **Shapes.** n has the shape of g. t counts the updates of this parameter, from 1. **Defaults.**
/// η 0.01, γ 0.55, as in the paper, which also uses η 0.3 and 1. **State.** None that is saved: the
/// noise is a function of the seed, the parameter's path, t and the place of the element, so a
/// restored run has the same one, and any number of threads. Two of these need two seeds. **Differs
/// from.** optax draws other numbers from the same distribution. **Numerics.** The noise in
/// `double` ([dev.descent.random.Keys]), added in `float`.
///
/// @see <a href="https://arxiv.org/abs/1511.06807">Neelakantan et al. (2015), section 3</a>
public final class AddNoise implements Rule.Elementwise<AddNoiseConfig> {
  private static final Slot NOISE = Slot.scratch("noise");

  @Override
  public List<Slot> slots(AddNoiseConfig config, Shape parameter) {
    return List.of(NOISE);
  }

  @Override
  public Set<Need> needs(AddNoiseConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void update(AddNoiseConfig config, Block block) {
    float[] g = block.gradient();
    float[] noise = block.slot(NOISE);
    block.normal(config.seed(), noise);
    float size =
        (float) Math.sqrt(config.eta() / Elementary.pow((double) block.t(), config.gamma()));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      g[i] += size * noise[i];
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import java.util.Set;

/// A wrapper that applies the decoupled decay of the optimizer inside only to weights that the step
/// makes smaller, or leaves.
///
/// ```
/// θₜ = θₜ₋₁ − u − λ·θₜ₋₁·[u·θₜ₋₁ >= 0]        u: what the optimizer inside subtracts, λ its decay
/// ```
///
/// **Shapes.** By element. **Defaults.** None of its own. **State.** None. **Differs from.** With
/// an optimizer without decoupled decay it does nothing. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/2510.12402">Chen et al. (2025), algorithm 1</a>
public final class CautiousDecay implements Rule.Elementwise<CautiousDecayConfig> {
  @Override
  public Set<Need> needs(CautiousDecayConfig config) {
    return Set.of(Need.DECAY);
  }

  @Override
  public void update(CautiousDecayConfig config, Block block) {
    float[] w = block.weights();
    float[] step = block.step();
    float decay = block.decay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float s = step[i];
      boolean grows = (s > 0 && w[i] > 0) || (s < 0 && w[i] < 0);
      step[i] = grows ? s : s - decay * w[i];
    }
  }
}

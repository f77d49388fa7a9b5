package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import java.util.Set;

/// A transform that adds a share of the weights to the gradient, which is the gradient of λ/2·‖θ‖²:
/// the L2 penalty, for any optimizer.
///
/// ```
/// gₜ ← gₜ + λ·θₜ₋₁
/// ```
///
/// **Shapes.** By element. **Defaults.** λ 1e-4. **State.** None. **Differs from.** Decoupled decay
/// (AdamW), which does not pass through the optimizer's moments. Give a pattern to spare biases.
/// **Numerics.** Computed in `float`.
///
/// @see <a
///   href="https://proceedings.neurips.cc/paper/1988/hash/1c9ac0159c94d8d0cbedc973445af2da-Abstract.html">Hanson
///   and Pratt (1988)</a>
public final class AddDecay implements Rule.Elementwise<AddDecayConfig> {
  @Override
  public Set<Need> needs(AddDecayConfig config) {
    return Set.of(Need.GRADIENT, Need.WEIGHTS);
  }

  @Override
  public void update(AddDecayConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = block.weights();
    float decay = (float) config.weightDecay();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      g[i] += decay * w[i];
    }
  }
}

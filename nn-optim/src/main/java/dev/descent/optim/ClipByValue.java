package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import java.util.Set;

/// A transform that moves every element of the gradient into [−c, c].
///
/// ```
/// gₜ ← min(max(gₜ, −c), c)
/// ```
///
/// **Shapes.** By element. **Defaults.** c 1. **State.** None. **Differs from.** It changes the
/// direction of the gradient; [ClipByNorm] does not. PyTorch's `clip_grad_value_` and optax's
/// `clip` are the same. **Numerics.** Exact.
public final class ClipByValue implements Rule.Elementwise<ClipByValueConfig> {
  @Override
  public Set<Need> needs(ClipByValueConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void update(ClipByValueConfig config, Block block) {
    float[] g = block.gradient();
    float limit = (float) config.limit();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      g[i] = Math.min(Math.max(g[i], -limit), limit);
    }
  }
}

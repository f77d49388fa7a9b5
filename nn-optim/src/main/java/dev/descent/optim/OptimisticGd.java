package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Optimistic gradient descent: steps against the gradient as it will be if it goes on changing; it
/// converges in games where plain descent circles.
///
/// ```
/// θₜ = θₜ₋₁ − α·(a·gₜ + b·(gₜ − gₜ₋₁)),   g₀ = g₁
/// ```
///
/// **Shapes.** g has the shape of θ. t counts the updates of this parameter, from 1. **Defaults.**
/// a 1, b 1; α 1e-3. **State.** One tensor like θ, saved as `previous`. **Differs from.** Nothing
/// in optax: the first step has no change to extrapolate. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/1901.08511">Mokhtari, Ozdaglar and Pattathil (2020),
///   equation 7</a>
public final class OptimisticGd implements Rule.Elementwise<OptimisticGdConfig> {
  private static final Slot PREVIOUS = Slot.zeros("previous");

  @Override
  public List<Slot> slots(OptimisticGdConfig config, Shape parameter) {
    return List.of(PREVIOUS);
  }

  @Override
  public void update(OptimisticGdConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] previous = block.slot(PREVIOUS);
    boolean first = block.t() == 1;
    float scale = block.scale();
    float rate = (float) config.learningRate();
    float now = (float) (config.alpha() + (first ? 0 : config.beta()));
    float old = first ? 0f : (float) config.beta();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      step[i] -= rate * (now * gi - old * previous[i]);
      previous[i] = gi;
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;

/// A wrapper that keeps every weight in an interval: the projection onto a box, the ball of the
/// maximum norm, or what is not negative.
///
/// ```
/// θₜ ← min(max(θₜ, low), high)                θₜ as the optimizer inside makes it
/// ```
///
/// **Shapes.** By element. **Defaults.** 0 to infinity: no negative weights, as optax's
/// `keep_params_nonnegative`. **State.** None; the optimizer inside does not know of it. Give the
/// parameters that it is for a group. **Numerics.** A bound of 0 is met exactly, others to the
/// rounding of θ + (bound − θ).
///
/// @see <a href="https://doi.org/10.1016/0041-5553(66)90114-5">Levitin and Polyak (1966)</a>
public final class Clamp implements Rule.Elementwise<ClampConfig> {
  @Override
  public void update(ClampConfig config, Block block) {
    float[] w = block.weights();
    float[] step = block.step();
    float low = (float) config.low();
    float high = (float) config.high();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float next = w[i] + step[i];
      float inside = Math.min(Math.max(next, low), high);
      step[i] = inside == next ? step[i] : inside - w[i];
    }
  }
}

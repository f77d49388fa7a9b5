package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;

/// signSGD: steps of one length in every coordinate, by the sign of the gradient.
///
/// ```
/// θₜ = θₜ₋₁ − α·sign(gₜ)
/// ```
///
/// **Shapes.** g has the shape of θ. **Defaults.** α 1e-3. **State.** None. **Differs from.**
/// Nothing that is known: optax has this rule. The paper's majority vote over machines is not here.
/// **Numerics.** Exact but for one rounding; a gradient of 0 moves nothing.
///
/// @see <a href="https://arxiv.org/abs/1802.04434">Bernstein et al. (2018), algorithm 1</a>
public final class SignSgd implements Rule.Elementwise<SignSgdConfig> {
  @Override
  public void update(SignSgdConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float scale = block.scale();
    float rate = (float) config.learningRate();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * Math.signum(scale * g[i]);
    }
  }
}

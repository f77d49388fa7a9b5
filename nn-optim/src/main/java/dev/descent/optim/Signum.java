package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Signum: steps of one length in every coordinate, by the sign of a running mean of gradients.
///
/// ```
/// mₜ = μ·mₜ₋₁ + (1 − μ)·gₜ
/// θₜ = θₜ₋₁ − α·sign(mₜ)
/// ```
///
/// **Shapes.** m has the shape of θ. **Defaults.** α 1e-3, μ 0.9. **State.** One tensor like θ,
/// saved as `m`. **Differs from.** Nothing that is known: optax has this rule. **Numerics.**
/// Computed in `float`. The mean needs no bias correction, as only its sign counts.
///
/// @see <a href="https://arxiv.org/abs/1802.04434">Bernstein et al. (2018), algorithm 2</a>
public final class Signum implements Rule.Elementwise<SignumConfig> {
  @Override
  public List<Slot> slots(SignumConfig config, Shape parameter) {
    return List.of(Adam.M);
  }

  @Override
  public void update(SignumConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] m = block.slot(Adam.M);
    float scale = block.scale();
    float rate = (float) config.learningRate();
    float keep = (float) config.momentum();
    float fresh = (float) (1 - config.momentum());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float mi = keep * m[i] + fresh * (scale * g[i]);
      m[i] = mi;
      step[i] -= rate * Math.signum(mi);
    }
  }
}

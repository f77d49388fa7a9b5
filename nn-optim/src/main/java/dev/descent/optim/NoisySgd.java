package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.List;

/// Noisy SGD: gradient descent with normal noise added to the gradient, which fades.
///
/// ```
/// θₜ = θₜ₋₁ − α·(gₜ + nₜ),   nₜ from N(0, η/tᵞ)
/// ```
///
/// **Shapes.** n has the shape of θ. t counts the updates of this parameter, from 1. **Defaults.**
/// η 0.01, γ 0.55, as in the paper; α 1e-3. **State.** None that is saved: the noise is a function
/// of the seed, the parameter's path, t and the place of the weight, so a restored run has the same
/// one, and any number of threads. **Differs from.** optax draws other numbers from the same
/// distribution. **Numerics.** Computed in `float`, the noise in `double`
/// ([dev.descent.random.Keys]), which costs more than all the rest of a step.
///
/// @see <a href="https://arxiv.org/abs/1511.06807">Neelakantan et al. (2015), section 3</a>
public final class NoisySgd implements Rule.Elementwise<NoisySgdConfig> {
  private static final Slot NOISE = Slot.scratch("noise");

  @Override
  public List<Slot> slots(NoisySgdConfig config, Shape parameter) {
    return List.of(NOISE);
  }

  @Override
  public void update(NoisySgdConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float[] noise = block.slot(NOISE);
    block.normal(config.seed(), noise);
    float scale = block.scale();
    float rate = (float) config.learningRate();
    float size =
        (float) Math.sqrt(config.eta() / Elementary.pow((double) block.t(), config.gamma()));
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * (scale * g[i] + size * noise[i]);
    }
  }
}

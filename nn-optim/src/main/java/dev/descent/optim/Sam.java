package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A transform that takes the gradient where the loss is highest nearby: sharpness-aware
/// minimization (SAM), or its scale-invariant form (ASAM), before any optimizer.
///
/// ```
/// θ' = θ + ρ·g/‖g‖                           SAM, for each climb, g being the gradient at the last θ'
/// θ' = θ + ρ·T²g/‖Tg‖,  T = |θ| + η          ASAM
/// g ← ∇f(θ')                                 the same batch, the same random numbers
/// ```
///
/// **Shapes.** All trained parameters are one vector, whatever group they belong to; all must be
/// trained from the start. **Defaults.** ρ 0.05, one climb, as in the paper; ASAM ρ 0.5, η 0.01.
/// **State.** None that is saved; one tensor like θ as work space, two for ASAM. **Cost.** One more
/// evaluation of the batch for each climb. **Differs from.** ASAM's authors leave biases as they
/// are (T = 1). optax's `sync_period` is climbs + 1. The loss is that before the climb. Transforms
/// before this one change where it climbs to, those after it what the optimizer sees. A gradient of
/// length 0 stays where it is. **Numerics.** The norm in leaves of `float`, added in `double`.
///
/// @see <a href="https://arxiv.org/abs/2010.01412">Foret et al. (2021), algorithm 1</a>
/// @see <a href="https://arxiv.org/abs/2102.11600">Kwon et al. (2021), ASAM, equation 8</a>
public final class Sam implements Rule.WholeModel<SamConfig> {
  private static final Slot POINT = Slot.scratch("point");
  private static final Slot BEFORE = Slot.scratch("before");

  @Override
  public List<Slot> slots(SamConfig config, Shape parameter) {
    return config.adaptive() ? List.of(POINT, BEFORE) : List.of(POINT);
  }

  @Override
  public Set<Need> needs(SamConfig config) {
    return Set.of(Need.GRADIENT, Need.OBJECTIVE);
  }

  @Override
  public void update(SamConfig config, Step step, Block block) {
    float[] g = block.gradient();
    float[] point = block.slot(POINT);
    int from = block.from();
    System.arraycopy(block.weights(), from, point, from, block.to() - from);
    for (int climb = 0; climb < config.climbs(); climb++) {
      if (!climb(config, step, block, g, point)) {
        return;
      }
      step.objective().evaluate(point, g);
    }
  }

  /// Moves the point along the gradient, or along T·g; false, and nothing has changed, if that has
  /// no direction.
  private static boolean climb(SamConfig config, Step step, Block block, float[] g, float[] point) {
    if (!config.adaptive()) {
      float size = (float) (config.radius() / step.gradientNorm());
      for (int i = block.from(), to = block.to(); i < to && size <= Float.MAX_VALUE; i++) {
        point[i] += size * g[i];
      }
      return size <= Float.MAX_VALUE;
    }
    float[] w = block.weights();
    float[] before = block.slot(BEFORE);
    System.arraycopy(g, block.from(), before, block.from(), block.to() - block.from());
    float eta = (float) config.eta();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      g[i] *= Math.abs(w[i]) + eta;
    }
    float size = (float) (config.radius() / step.gradientNorm());
    if (!(size <= Float.MAX_VALUE)) {
      System.arraycopy(before, block.from(), g, block.from(), block.to() - block.from());
      return false;
    }
    for (int i = block.from(), to = block.to(); i < to; i++) {
      point[i] += size * ((Math.abs(w[i]) + eta) * g[i]);
    }
    return true;
  }
}

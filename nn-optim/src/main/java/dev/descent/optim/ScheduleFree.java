package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;

/// A wrapper that makes any optimizer schedule-free: the average of its iterates replaces momentum
/// and a decreasing schedule. The weights that are trained are y; those to evaluate and ship are x.
///
/// ```
/// zₜ₊₁ = zₜ + uₜ                              uₜ: the step of the optimizer inside, at yₜ
/// xₜ₊₁ = (1 − cₜ)·xₜ + cₜ·zₜ₊₁,  cₜ = wₜ/Σₖwₖ,  wₜ = (maxₖ γₖ)ʳ
/// yₜ₊₁ = (1 − β)·zₜ₊₁ + β·xₜ₊₁
/// ```
///
/// **Shapes.** x, y, z and u have the shape of θ. **Defaults.** β 0.9, r 2, as optax; γ 1e-3.
/// **State.** One tensor like θ, saved as `schedule-free.z`, and four numbers a parameter; x is
/// computed from y and z. **Differs from.** [ScheduleFreeSgd] and [ScheduleFreeAdamW], which have
/// their rate and its warm-up themselves; here a schedule of the rate has to be set for
/// `learningRate` and for `base.learningRate`. The optimizer inside should have no momentum.
/// **Numerics.** Computed in `float`, in differences: where nothing moves no bit changes.
///
/// @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al. (2024), equations 3 to 5</a>
public final class ScheduleFree implements Rule.Elementwise<ScheduleFreeConfig> {
  @Override
  public List<Slot> slots(ScheduleFreeConfig config, Shape parameter) {
    return List.of(ScheduleFreeAverage.Z);
  }

  @Override
  public List<Scalar> scalars(ScheduleFreeConfig config) {
    return ScheduleFreeAverage.SCALARS;
  }

  @Override
  public Set<Need> needs(ScheduleFreeConfig config) {
    return Set.of(Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void begin(ScheduleFreeConfig config, Step step) {
    ScheduleFreeAverage.begin(step, config.learningRate(), 0, false, config.weightPower());
  }

  @Override
  public void update(ScheduleFreeConfig config, Block block) {
    float[] y = block.weights();
    float[] step = block.step();
    float[] z = block.slot(ScheduleFreeAverage.Z);
    float back = (float) ((1 - config.beta()) / config.beta());
    float toAverage = (float) (config.beta() * ScheduleFreeAverage.share(block));
    float toBase = (float) (1 - config.beta());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float move = step[i];
      float x = y[i] + back * (y[i] - z[i]);
      float zi = z[i] + move;
      z[i] = zi;
      step[i] = toAverage * (zi - x) + toBase * move;
    }
  }

  @Override
  public void evaluation(ScheduleFreeConfig config, Block block) {
    ScheduleFreeAverage.evaluation(block, config.beta());
  }
}

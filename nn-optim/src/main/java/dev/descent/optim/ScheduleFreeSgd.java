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

/// Schedule-free gradient descent: the average of the iterates replaces both momentum and a
/// decreasing schedule. The weights that are trained are y; those to evaluate and ship are x.
///
/// ```
/// gₜ = ∇f(yₜ) + λ·yₜ                         gradient where y is, with decay
/// zₜ₊₁ = zₜ − γₜ·gₜ                          the base step
/// xₜ₊₁ = (1 − cₜ)·xₜ + cₜ·zₜ₊₁,  cₜ = wₜ/Σₖwₖ,  wₜ = (maxₖ γₖ)ʳ
/// yₜ₊₁ = (1 − β)·zₜ₊₁ + β·xₜ₊₁
/// ```
///
/// γₜ is α·min(1, t/warmup). **Shapes.** x, y, z and g have the shape of θ. **Defaults.** α 1, β
/// 0.9, r 2, no warm-up, λ 0: optax's (the authors advise α 10 to 50 times that of SGD). **State.**
/// One tensor like θ, saved as `z`, and four numbers a parameter; x is computed from y and z.
/// **Differs from.** optax starts a warm-up with a step of rate 0, the authors' code with α/warmup;
/// `warmupFromZero` chooses. Do not add a decreasing schedule. **Numerics.** Computed in `float`,
/// in differences: where nothing moves no bit changes.
///
/// @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al. (2024), equations 3 to 5</a>
public final class ScheduleFreeSgd implements Rule.Elementwise<ScheduleFreeSgdConfig> {
  @Override
  public List<Slot> slots(ScheduleFreeSgdConfig config, Shape parameter) {
    return List.of(ScheduleFreeAverage.Z);
  }

  @Override
  public List<Scalar> scalars(ScheduleFreeSgdConfig config) {
    return ScheduleFreeAverage.SCALARS;
  }

  @Override
  public Set<Need> needs(ScheduleFreeSgdConfig config) {
    return Set.of(Need.WEIGHTS, Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void begin(ScheduleFreeSgdConfig config, Step step) {
    ScheduleFreeAverage.begin(
        step,
        config.learningRate(),
        config.warmupSteps(),
        config.warmupFromZero(),
        config.weightPower());
  }

  @Override
  public void update(ScheduleFreeSgdConfig config, Block block) {
    float[] y = block.weights();
    float[] g = block.gradient();
    float[] step = block.step();
    float[] z = block.slot(ScheduleFreeAverage.Z);
    float scale = block.scale();
    float decay = (float) config.weightDecay();
    float rate = ScheduleFreeAverage.rate(block);
    float back = (float) ((1 - config.beta()) / config.beta());
    float toAverage = (float) (config.beta() * ScheduleFreeAverage.share(block));
    float toBase = (float) (1 - config.beta());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float yi = y[i];
      float move = -rate * (scale * g[i] + decay * yi);
      float x = yi + back * (yi - z[i]);
      float zi = z[i] + move;
      z[i] = zi;
      step[i] += toAverage * (zi - x) + toBase * move;
    }
  }

  @Override
  public void evaluation(ScheduleFreeSgdConfig config, Block block) {
    ScheduleFreeAverage.evaluation(block, config.beta());
  }
}

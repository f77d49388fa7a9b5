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

/// Schedule-free AdamW: [ScheduleFreeSgd] with gradients divided by the root of a running mean of
/// their squares. The weights that are trained are y; those to evaluate and ship are x.
///
/// ```
/// vₜ = β₂·vₜ₋₁ + (1 − β₂)·gₜ²                second moment, elementwise
/// zₜ₊₁ = zₜ − γₜ·(gₜ/(√(vₜ/(1 − β₂ᵗ)) + ε) + λ·yₜ)
/// xₜ₊₁ = (1 − cₜ)·xₜ + cₜ·zₜ₊₁,  cₜ = wₜ/Σₖwₖ,  wₜ = (maxₖ γₖ)ʳ
/// yₜ₊₁ = (1 − β)·zₜ₊₁ + β·xₜ₊₁
/// ```
///
/// γₜ is α·min(1, t/warmup). **Shapes.** Everything has the shape of θ. **Defaults.** α 0.0025, β
/// 0.9, β₂ 0.999, ε 1e-8, r 2, no warm-up, λ 0: those of the authors' code and of optax. **State.**
/// Two tensors like θ, saved as `z` and `v`, and four numbers a parameter. **Differs from.** The
/// warm-up, as in [ScheduleFreeSgd]. Keras weighs all steps alike
/// ([ScheduleFreeAdamWConfig#keras]); its 3.15.1 on PyTorch takes x from a z that is overwritten
/// already, which is not followed; nor is its decay. Do not add a decreasing schedule.
/// **Numerics.** Computed in `float`, in differences.
///
/// @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al. (2024), algorithm 1</a>
public final class ScheduleFreeAdamW implements Rule.Elementwise<ScheduleFreeAdamWConfig> {
  @Override
  public List<Slot> slots(ScheduleFreeAdamWConfig config, Shape parameter) {
    return List.of(ScheduleFreeAverage.Z, Adam.V);
  }

  @Override
  public List<Scalar> scalars(ScheduleFreeAdamWConfig config) {
    return ScheduleFreeAverage.SCALARS;
  }

  @Override
  public Set<Need> needs(ScheduleFreeAdamWConfig config) {
    return Set.of(Need.WEIGHTS, Need.EVALUATION_WEIGHTS);
  }

  @Override
  public void begin(ScheduleFreeAdamWConfig config, Step step) {
    ScheduleFreeAverage.begin(
        step,
        config.learningRate(),
        config.warmupSteps(),
        config.warmupFromZero(),
        config.weightPower());
  }

  @Override
  public void update(ScheduleFreeAdamWConfig config, Block block) {
    float[] y = block.weights();
    float[] g = block.gradient();
    float[] step = block.step();
    float[] z = block.slot(ScheduleFreeAverage.Z);
    float[] v = block.slot(Adam.V);
    float scale = block.scale();
    float decay = (float) config.weightDecay();
    float rate = ScheduleFreeAverage.rate(block);
    float keep = (float) config.beta2();
    float fresh = (float) (1 - config.beta2());
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    float back = (float) ((1 - config.beta()) / config.beta());
    float toAverage = (float) (config.beta() * ScheduleFreeAverage.share(block));
    float toBase = (float) (1 - config.beta());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float yi = y[i];
      float gi = scale * g[i];
      float vi = keep * v[i] + fresh * gi * gi;
      v[i] = vi;
      float move = -rate * (gi / ((float) Math.sqrt(vi) * root + eps) + decay * yi);
      float x = yi + back * (yi - z[i]);
      float zi = z[i] + move;
      z[i] = zi;
      step[i] += toAverage * (zi - x) + toBase * move;
    }
  }

  @Override
  public void evaluation(ScheduleFreeAdamWConfig config, Block block) {
    ScheduleFreeAverage.evaluation(block, config.beta());
  }
}

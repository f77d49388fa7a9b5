package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Adafactor: gradients scaled by a second moment that is kept as the means of rows and columns,
/// and steps relative to the size of the weights.
///
/// ```
/// β₂ₜ = min(limit, 1 − t⁻ᶜ)
/// Rₜ = β₂ₜ·Rₜ₋₁ + (1 − β₂ₜ)·mean over columns of (gₜ² + ε₁);  Cₜ likewise over rows
/// vₜ = Rₜ·Cₜ / mean(Rₜ); of a parameter that is not factored, the moving mean of gₜ² + ε₁
/// uₜ = gₜ/√vₜ, divided by max(1, RMS(uₜ)/d)
/// αₜ = max(ε₂, RMS(θₜ₋₁))·ρₜ,  ρₜ = min(α, 1/√t) with relativeStep, else α; RMS(θₜ₋₁ − α·λ·θₜ₋₁) with decayFirst
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − αₜ·uₜ
/// ```
///
/// With `momentum` the last term is a running mean of these steps, or, without `rateInMomentum`, αₜ
/// times a running mean of u. With `epsilonFloor` ε₁ is not added: v is at least ε₁, and mean(R) at
/// least √ε₁. Without `parameterScale` αₜ = ρₜ.
///
/// **Shapes.** A parameter with two axes of `minFactored` or more is a stack of matrices over its
/// two largest axes, or over its last two. RMS is the root mean square over the parameter. t counts
/// its updates, from 1. **Defaults.** α 1e-2, ε₁ (1e-15)², ε₂ 1e-3, c 0.8, d 1, no momentum, no
/// decay, as in the paper; presets for PyTorch, optax, Keras, timm and Big Vision. **State.**
/// Factored: `row` and `column`; else `v`, like θ; with momentum `m`, like θ. **Differs from.**
/// `epsilon` is √ε₁, the size of a gradient. timm chooses the axes of parameters with more than two
/// by rules of its own, and its decay follows αₜ. **Numerics.** Computed in `float`, means in
/// `double`, t⁻ᶜ by [Elementary#pow]; one thread for each parameter.
///
/// @see <a href="https://arxiv.org/abs/1804.04235">Shazeer and Stern (2018), algorithms 4 to 6</a>
public final class Adafactor implements Rule.PerTensor<AdafactorConfig> {
  static final Slot V = Slot.zeros("v");
  static final Slot ROW = Slot.zeros("row");
  static final Slot COLUMN = Slot.zeros("column");
  private static final Slot M = Slot.zeros("m");

  // scratch
  private static final int MEAN = AdafactorSteps.FREE;
  private static final int STEP = AdafactorSteps.FREE + 1;

  @Override
  public List<Slot> slots(AdafactorConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>();
    if (config.momentum() > 0) {
      slots.add(M);
    }
    Factors factors = Factors.of(config, parameter);
    if (factors == null) {
      slots.add(V);
    } else {
      slots.add(ROW.shaped(factors.rowShape()));
      slots.add(COLUMN.shaped(factors.columnShape()));
    }
    return slots;
  }

  @Override
  public Set<Need> needs(AdafactorConfig config) {
    return config.parameterScale() ? Set.of(Need.WEIGHTS) : Set.of();
  }

  @Override
  public double decay(AdafactorConfig config, Step step) {
    return share(config);
  }

  private static double share(AdafactorConfig config) {
    return config.weightDecay() * (config.rateInDecay() ? config.learningRate() : 1);
  }

  @Override
  public void update(AdafactorConfig config, Shape shape, Block block, Algebra algebra) {
    double share =
        Math.max(1 - config.beta2Limit(), Elementary.pow((double) block.t(), -config.decayRate()));
    Factors factors = Factors.of(config, shape);
    if (factors == null) {
      variance(config, block, share);
    } else {
      AdafactorMoment.learn(config, factors, block, algebra, share);
    }
    AdafactorSteps steps = new AdafactorSteps(config, factors, shape, block, algebra);
    double squares = 0;
    while (steps.next()) {
      squares += algebra.dot(steps.length(), steps.u(), 0, steps.u(), 0);
    }
    double size = Math.sqrt(squares / shape.size());
    double clip = config.clipping() ? Math.max(1, size / config.clipThreshold()) : 1;
    double rate = rate(config, shape, block, algebra);
    boolean inside = config.rateInMomentum();
    steps.restart();
    while (steps.next()) {
      move(config, block, algebra, steps, (inside ? rate : 1) / clip, inside ? 1 : rate);
    }
  }

  private static void variance(AdafactorConfig config, Block block, double share) {
    float[] g = block.gradient();
    float[] v = block.slot(V);
    float scale = block.scale();
    float keep = (float) (1 - share);
    float fresh = (float) share;
    double epsilon = config.epsilonFloor() ? 0 : config.epsilon();
    float added = (float) (share * epsilon * epsilon);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float gi = scale * g[i];
      v[i] = keep * v[i] + fresh * gi * gi + added;
    }
  }

  private static double rate(AdafactorConfig config, Shape shape, Block block, Algebra algebra) {
    double rate =
        config.relativeStep()
            ? Math.min(config.learningRate(), 1 / Math.sqrt((double) block.t()))
            : config.learningRate();
    if (!config.parameterScale()) {
      return rate;
    }
    float[] w = block.weights();
    int from = block.from();
    double size = Math.sqrt(algebra.dot(shape.size(), w, from, w, from) / shape.size());
    double left = config.decayFirst() ? Math.abs(1 - share(config)) : 1;
    return rate * Math.max(config.scaleFloor(), left * size);
  }

  /// Takes a stretch's step, in scratch arrays with one index.
  private static void move(
      AdafactorConfig config,
      Block block,
      Algebra algebra,
      AdafactorSteps steps,
      double enters,
      double leaves) {
    int n = steps.length();
    int at = steps.offset();
    float[] u = steps.u();
    float[] step = algebra.scratch(STEP, n);
    System.arraycopy(block.step(), at, step, 0, n);
    if (config.momentum() == 0) {
      float rate = (float) (enters * leaves);
      for (int i = 0; i < n; i++) {
        step[i] -= rate * u[i];
      }
    } else {
      float[] m = algebra.scratch(MEAN, n);
      System.arraycopy(block.slot(M), at, m, 0, n);
      float keep = (float) config.momentum();
      float fresh = (float) ((1 - config.momentum()) * enters);
      float rate = (float) leaves;
      for (int i = 0; i < n; i++) {
        float mi = keep * m[i] + fresh * u[i];
        m[i] = mi;
        step[i] -= rate * mi;
      }
      System.arraycopy(m, 0, block.slot(M), at, n);
    }
    System.arraycopy(step, 0, block.step(), at, n);
  }
}

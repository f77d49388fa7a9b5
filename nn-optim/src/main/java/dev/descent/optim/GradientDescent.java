package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Gradient descent with a line search, for batches that are the whole data.
///
/// ```
/// θₜ = θₜ₋₁ − ηₜ·∇f(θₜ₋₁)
/// ηₜ: the first of η, s·η, s²·η, ... with f(θₜ) <= f(θₜ₋₁) − c₁·ηₜ·‖∇f(θₜ₋₁)‖², η = min(r·ηₜ₋₁, α)
/// ```
///
/// Or, with zoom, η is doubled until it is too long, and then ηₜ is found by interpolation: with
/// that decrease and a slope ⟨∇f(θₜ), ∇f(θₜ₋₁)⟩ of at most c₂·‖∇f(θₜ₋₁)‖² in magnitude. There η is
/// α·ηₜ₋₁/αₜ₋₁, at first α, or always α.
///
/// With a fixed rate it is [Sgd] on one batch of everything. **Shapes.** The group is one vector;
/// all of it must be trained from the start. **Defaults.** Backtracking with α 1, c₁ 1e-4, s 0.8, r
/// 1.5, 16 evaluations a step; c₂ 0.9: optax's searches. **State.** The last length, with zoom as a
/// share of α; five tensors like θ as work space. **Differs from.** Where no length is short enough
/// nothing moves (optax moves by the last it tried), and the next step begins below it. Use no
/// clipping: the search would take it for the slope. **Cost.** One to `maxEvaluations` evaluations
/// a step. **Numerics.** Weights in `float`, sums and losses in `double`.
///
/// @see <a href="https://doi.org/10.2140/pjm.1966.16.1">Armijo (1966)</a>
public final class GradientDescent implements Rule.WholeModel<GradientDescentConfig> {
  private static final Slot SLOPE = Slot.scratch("own_slope");
  private static final Scalar LENGTH = Scalar.ofGroup("length", 1);

  @Override
  public List<Slot> slots(GradientDescentConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(Line.SLOTS);
    slots.add(SLOPE);
    return slots;
  }

  @Override
  public List<Scalar> scalars(GradientDescentConfig config) {
    return List.of(LENGTH);
  }

  @Override
  public Set<Need> needs(GradientDescentConfig config) {
    return Set.of(Need.LOSS, Need.OBJECTIVE);
  }

  @Override
  public void update(GradientDescentConfig config, Step step, Block block) {
    if (config.learningRate() == 0) {
      return;
    }
    Line line = new Line(block, step.objective());
    float[] g = block.slot(SLOPE);
    Line.start(step, block, line.origin, g);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      line.direction[i] = -g[i];
    }
    double slope = -block.dot(g, g);
    double length =
        switch (config.search()) {
          case BACKTRACKING -> backtrack(config, step, line, slope);
          case ZOOM -> zoom(config, step, line, slope);
        };
    if (length > 0) {
      line.move(length);
      line.take();
    }
  }

  private static double backtrack(
      GradientDescentConfig config, Step step, Line line, double slope) {
    double first = Math.min(config.grow() * step.get(LENGTH), config.learningRate());
    double length =
        Backtracking.search(
            line,
            first,
            step.loss(),
            slope,
            config.armijo(),
            config.shrink(),
            config.maxEvaluations());
    if (length > 0) {
      step.set(LENGTH, length);
    } else {
      double shorter =
          Backtracking.shorter(
              first,
              config.grow(),
              config.shrink(),
              config.maxEvaluations(),
              config.learningRate());
      step.set(LENGTH, shorter);
    }
    return length;
  }

  private static double zoom(GradientDescentConfig config, Step step, Line line, double slope) {
    double rate = config.learningRate();
    double first = rate * step.get(LENGTH);
    Zoom zoom =
        new Zoom(
            line,
            step.loss(),
            slope,
            config.armijo(),
            config.curvature(),
            rate,
            config.maxEvaluations());
    double length = zoom.search(first);
    if (length > 0) {
      boolean keeps = config.guess() == GradientDescentConfig.Guess.LAST;
      step.set(LENGTH, keeps ? length / rate : 1);
    } else {
      step.set(LENGTH, zoom.shorter(first, rate) / rate);
    }
    return length;
  }
}

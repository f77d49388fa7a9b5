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
/// With a fixed rate it is [Sgd] on one batch of everything. **Shapes.** The group is one vector;
/// all of it must be trained from the start. **Defaults.** α 1, c₁ 1e-4, s 0.8, r 1.5, 16
/// evaluations a step: optax's search. **State.** The last length; five tensors like θ as work
/// space. **Differs from.** Where no length is short enough nothing moves (optax moves by the
/// shortest), and the next step begins below it. Use no clipping: the search would take it for the
/// slope. **Cost.** One to `maxEvaluations` evaluations a step. **Numerics.** Weights in `float`,
/// sums and losses in `double`.
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
    double first = Math.min(config.grow() * step.get(LENGTH), config.learningRate());
    double length =
        Backtracking.search(
            line,
            first,
            step.loss(),
            -block.dot(g, g),
            config.armijo(),
            config.shrink(),
            config.maxEvaluations());
    if (length > 0) {
      step.set(LENGTH, length);
      line.take();
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
  }
}

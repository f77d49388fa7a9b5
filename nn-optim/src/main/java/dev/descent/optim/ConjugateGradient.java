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

/// Nonlinear conjugate gradients: each direction keeps as much of the last one as makes them
/// conjugate on a quadratic. For batches that are the whole data.
///
/// ```
/// dₜ = −gₜ + βₜ·dₜ₋₁          β by the formula; a direction that goes up restarts at −g
/// θₜ = θₜ₋₁ + ηₜ·dₜ           η by a search for the strong Wolfe conditions
/// ```
///
/// The first trial predicts the decrease of the last step that moved: η = ηₜ₋₁·slopeₜ₋₁/slopeₜ; the
/// first of all has length α. **Shapes.** The group is one vector; all of it must be trained from
/// the start. **Defaults.** Polak and Ribière's formula, c₁ 1e-4, c₂ 0.1, 20 evaluations a step:
/// the book's; the search is PyTorch's of L-BFGS, or optax's zoom. **State.** Two tensors like θ,
/// saved as `last_gradient` and `last_direction`, and two numbers; five tensors as work space.
/// **Differs from.** On a quadratic with an exact search it is the linear method. Where a search
/// finds no decrease nothing moves, and the next step goes along the gradient; after one along the
/// gradient it begins below the lengths that were tried. Use no clipping: the search would take it
/// for the slope. **Cost.** One to `maxEvaluations` evaluations a step. **Numerics.** Vectors in
/// `float`, sums in `double`.
///
/// @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright (2006), section
///   5.2</a>
public final class ConjugateGradient implements Rule.WholeModel<ConjugateGradientConfig> {
  private static final Slot GRADIENT = Slot.scratch("own_gradient");
  private static final Slot LAST_GRADIENT = Slot.zeros("last_gradient");
  private static final Slot LAST_DIRECTION = Slot.zeros("last_direction");
  private static final Scalar KEEPS = Scalar.ofGroup("keeps_direction", 0); // 0 or 1

  /// What the slope predicts for the next step to decrease the loss by; 0: not known.
  private static final Scalar DECREASE = Scalar.ofGroup("decrease", 0);

  @Override
  public List<Slot> slots(ConjugateGradientConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(Line.SLOTS);
    slots.addAll(List.of(GRADIENT, LAST_GRADIENT, LAST_DIRECTION));
    return slots;
  }

  @Override
  public List<Scalar> scalars(ConjugateGradientConfig config) {
    return List.of(KEEPS, DECREASE);
  }

  @Override
  public Set<Need> needs(ConjugateGradientConfig config) {
    return Set.of(Need.LOSS, Need.OBJECTIVE);
  }

  @Override
  public void update(ConjugateGradientConfig config, Step step, Block block) {
    Line line = new Line(block, step.objective());
    float[] g = block.slot(GRADIENT);
    Line.start(step, block, line.origin, g);
    if (config.learningRate() == 0 || Line.largest(block, g) <= config.gradientTolerance()) {
      return;
    }
    double slope = direction(config, step, block, g, line);
    double longest = config.learningRate() / Math.sqrt(block.dot(line.direction, line.direction));
    double decrease = step.get(DECREASE);
    double first = decrease == 0 ? longest : config.learningRate() * decrease / -slope;
    double length = length(config, line, block, step.loss(), slope, first);
    if (!(length > 0) || !Double.isFinite(slope)) {
      fail(config, step, line, slope, longest);
      return;
    }
    line.move(length);
    line.take();
    int n = block.to() - block.from();
    System.arraycopy(g, block.from(), block.slot(LAST_GRADIENT), block.from(), n);
    System.arraycopy(line.direction, block.from(), block.slot(LAST_DIRECTION), block.from(), n);
    step.set(KEEPS, 1);
    step.set(DECREASE, length * -slope);
  }

  /// Lets the next step go along the gradient, and begin below the lengths tried if this one did.
  private static void fail(
      ConjugateGradientConfig config, Step step, Line line, double slope, double longest) {
    if (step.get(KEEPS) == 0 && Double.isFinite(slope)) {
      double shorter = Backtracking.shorter(line.at(), 1, 0.5, 1, longest);
      step.set(DECREASE, shorter * -slope / config.learningRate());
    }
    step.set(KEEPS, 0);
  }

  private static double length(
      ConjugateGradientConfig config,
      Line line,
      Block block,
      double loss,
      double slope,
      double first) {
    double c1 = config.armijo();
    double c2 = config.curvature();
    int most = config.maxEvaluations();
    return switch (config.search()) {
      case STRONG_WOLFE ->
          new StrongWolfe(line, loss, slope, c1, c2, 0, most - 1)
              .search(first, Line.largest(block, line.direction));
      case ZOOM -> new Zoom(line, loss, slope, c1, c2, first, most).search(first);
    };
  }

  /// Writes the direction and returns the slope along it.
  private static double direction(
      ConjugateGradientConfig config, Step step, Block block, float[] g, Line line) {
    float[] d = line.direction;
    float[] last = block.slot(LAST_DIRECTION);
    double beta = step.get(KEEPS) == 0 ? 0 : beta(config, block, g, last, line.point);
    float keep = Double.isFinite(beta) ? (float) beta : 0f;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      d[i] = keep * last[i] - g[i];
    }
    double slope = block.dot(g, d);
    if (slope < 0) {
      return slope;
    }
    step.set(KEEPS, 0);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      d[i] = -g[i];
    }
    return block.dot(g, d);
  }

  private static double beta(
      ConjugateGradientConfig config, Block block, float[] g, float[] direction, float[] bend) {
    float[] before = block.slot(LAST_GRADIENT);
    double now = block.dot(g, g);
    double then = block.dot(before, before);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      bend[i] = g[i] - before[i];
    }
    return switch (config.formula()) {
      case FLETCHER_REEVES -> now / then;
      case POLAK_RIBIERE -> Math.max(block.dot(g, bend) / then, 0);
      case HESTENES_STIEFEL -> Math.max(block.dot(g, bend) / block.dot(direction, bend), 0);
      case DAI_YUAN -> now / block.dot(direction, bend);
    };
  }
}

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

/// L-BFGS: Newton's method with a Hessian made from the last changes of weights and gradients, and
/// a line search. For batches that are the whole data, or large.
///
/// ```
/// sₖ = θₖ₊₁ − θₖ, yₖ = ∇f(θₖ₊₁) − ∇f(θₖ)     kept if ⟨sₖ, yₖ⟩ > 1e-10
/// dₖ = −Hₖ·∇f(θₖ)                            H from s, y by the two-loop recursion
/// θₖ₊₁ = θₖ + tₖ·dₖ                          t by the search
/// ```
///
/// **Shapes.** The group is one vector; all of it must be trained from the start. **Defaults.** 20
/// iterations and 25 evaluations a step, strong Wolfe conditions (c₁ 1e-4, c₂ 0.9), a history of
/// 10. **State.** 2·history tensors like θ, saved as `s0`, `y0`, ..., and two more without a
/// search; six as work space; the length that a search begins with. **Differs from.** PyTorch takes
/// the difference of gradients across steps; here both are of one batch where there is a search.
/// Where a search finds no decrease nothing moves (optax moves by the last length tried), and the
/// next one begins below it; after strong Wolfe, first along the gradient, without the history. A
/// loss that is not finite makes the search step back, and a direction that goes up drops the
/// history. Use no clipping: the search would take it for the slope. **Cost.** 4·history products
/// of vectors an iteration, and the evaluations. **Numerics.** Vectors in `float`, sums in `double`
/// in an order that threads do not change.
///
/// @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal (1989)</a>
public final class Lbfgs implements Rule.WholeModel<LbfgsConfig> {
  private static final double LEAST_CURVATURE = 1e-10;
  private static final Slot GRADIENT = Slot.scratch("own_gradient");
  private static final Slot BEND = Slot.scratch("bend");
  private static final Slot LAST_WEIGHTS = Slot.zeros("last_weights");
  private static final Slot LAST_GRADIENT = Slot.zeros("last_gradient");
  private static final Slot[] CHANGES = pairs("s");
  private static final Slot[] BENDS = pairs("y");
  private static final Scalar COUNT = Scalar.ofGroup("count", 0);
  private static final Scalar HAS_LAST = Scalar.ofGroup("has_last", 0);
  private static final Scalar LENGTH = Scalar.ofGroup("length", 1);

  /// How much longer than the last length a search with backtracking begins.
  private static final double GROW = 1.5;

  @Override
  public List<Slot> slots(LbfgsConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(Line.SLOTS);
    slots.add(GRADIENT);
    slots.add(BEND);
    for (int i = 0; i < config.history(); i++) {
      slots.add(changes(i));
      slots.add(bends(i));
    }
    if (config.search() == LbfgsConfig.Search.NONE) {
      slots.add(LAST_WEIGHTS);
      slots.add(LAST_GRADIENT);
    }
    return slots;
  }

  /// Returns the slots of all pairs that there can be: steps that ask for them make no names.
  private static Slot[] pairs(String name) {
    Slot[] slots = new Slot[LbfgsConfig.LONGEST];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Slot.zeros(name + i);
    }
    return slots;
  }

  private static Slot changes(long pair) {
    return CHANGES[(int) pair];
  }

  private static Slot bends(long pair) {
    return BENDS[(int) pair];
  }

  @Override
  public List<Scalar> scalars(LbfgsConfig config) {
    return List.of(COUNT, HAS_LAST, LENGTH);
  }

  @Override
  public Set<Need> needs(LbfgsConfig config) {
    boolean once = config.search() == LbfgsConfig.Search.NONE && config.maxIterations() == 1;
    return once ? Set.of() : Set.of(Need.LOSS, Need.OBJECTIVE);
  }

  @Override
  public void update(LbfgsConfig config, Step step, Block block) {
    boolean evaluates = needs(config).contains(Need.OBJECTIVE);
    Line line =
        new Line(
            block,
            evaluates
                ? step.objective()
                : (_, _) -> {
                  throw new IllegalStateException("lbfgs without a search evaluates once");
                });
    float[] g = block.slot(GRADIENT);
    Line.start(step, block, line.origin, g);
    line.move(0);
    double loss = evaluates ? step.loss() : 0;
    int evaluations = 1;
    for (int iteration = 1; ; iteration++) {
      if (config.learningRate() == 0 || Line.largest(block, g) <= config.gradientTolerance()) {
        break;
      }
      recall(config, step, block, line.origin, g);
      double slope = direction(config, step, block, g, line.direction);
      if (slope > -config.changeTolerance()) {
        break;
      }
      int left = config.maxEvaluations() - evaluations;
      double t = length(config, step, line, block, loss, slope, left);
      boolean last = iteration == config.maxIterations();
      if (config.search() == LbfgsConfig.Search.NONE && last) {
        line.move(t);
        break;
      }
      line.settle(t);
      evaluations = 1 + line.evaluations();
      double before = loss;
      loss = line.value();
      double moved = t * Line.largest(block, line.direction);
      remember(config, step, block, line, g);
      if (last
          || evaluations >= config.maxEvaluations()
          || moved <= config.changeTolerance()
          || Math.abs(loss - before) < config.changeTolerance()) {
        break;
      }
    }
    line.take();
  }

  private static double length(
      LbfgsConfig config,
      Step step,
      Line line,
      Block block,
      double loss,
      double slope,
      int evaluations) {
    double rate = config.learningRate();
    return switch (config.search()) {
      case NONE -> rate;
      case ZOOM -> {
        double first = rate * step.get(LENGTH);
        Zoom zoom =
            new Zoom(line, loss, slope, config.armijo(), config.curvature(), rate, evaluations);
        double t = zoom.search(first);
        step.set(LENGTH, t > 0 ? 1 : zoom.shorter(first, rate) / rate);
        yield t;
      }
      case BACKTRACKING -> {
        double first = Math.min(GROW * step.get(LENGTH), rate);
        double t =
            Backtracking.search(
                line, first, loss, slope, config.armijo(), config.shrink(), evaluations);
        step.set(
            LENGTH,
            t > 0 ? t : Backtracking.shorter(first, GROW, config.shrink(), evaluations, rate));
        yield t;
      }
      case STRONG_WOLFE -> {
        double first = rate * step.get(LENGTH);
        double c1 = config.armijo();
        double c2 = config.curvature();
        double t =
            new StrongWolfe(line, loss, slope, c1, c2, config.changeTolerance(), evaluations)
                .search(first, Line.largest(block, line.direction));
        boolean along = step.get(COUNT) == 0; // the gradient
        boolean shorter = along && !(t > 0);
        step.set(LENGTH, shorter ? Backtracking.shorter(line.at(), 1, 0.5, 1, rate) / rate : 1);
        if (!(t > 0)) {
          step.set(COUNT, 0);
        }
        yield t;
      }
    };
  }

  /// Without a search the next gradient is that of the next step: makes a pair from the last one.
  private static void recall(LbfgsConfig config, Step step, Block block, float[] x, float[] g) {
    if (config.search() != LbfgsConfig.Search.NONE) {
      return;
    }
    float[] lastX = block.slot(LAST_WEIGHTS);
    float[] lastG = block.slot(LAST_GRADIENT);
    if (step.get(HAS_LAST) != 0) {
      keep(config, step, block, lastX, lastG, x, g);
    }
    step.set(HAS_LAST, 1);
    System.arraycopy(x, block.from(), lastX, block.from(), block.to() - block.from());
    System.arraycopy(g, block.from(), lastG, block.from(), block.to() - block.from());
  }

  /// Makes a pair of the move to the line's point, which becomes the origin.
  private static void remember(LbfgsConfig config, Step step, Block block, Line line, float[] g) {
    if (config.search() != LbfgsConfig.Search.NONE) {
      keep(config, step, block, line.origin, g, line.point, line.gradient);
    }
    line.arrive(g);
  }

  private static void keep(
      LbfgsConfig config, Step step, Block block, float[] x, float[] g, float[] toX, float[] toG) {
    long count = (long) step.get(COUNT);
    float[] change = block.slot(Line.DIRECTION); // between two directions
    float[] bend = block.slot(BEND);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      change[i] = toX[i] - x[i];
      bend[i] = toG[i] - g[i];
    }
    double product = block.dot(change, bend);
    if (!(product > LEAST_CURVATURE && product <= Float.MAX_VALUE)) {
      return;
    }
    int n = block.to() - block.from();
    int from = block.from();
    System.arraycopy(change, from, block.slot(changes(count % config.history())), from, n);
    System.arraycopy(bend, from, block.slot(bends(count % config.history())), from, n);
    step.set(COUNT, (double) (count + 1));
  }

  /// Writes −H·g and returns the slope along it; without a history the direction has length 1 at
  /// most, unless H begins with the identity.
  private static double direction(
      LbfgsConfig config, Step step, Block block, float[] g, float[] d) {
    long count = (long) step.get(COUNT);
    int pairs = (int) Math.min(count, config.history());
    double factor = -1;
    boolean scaled = config.first() != LbfgsConfig.First.IDENTITY;
    if (pairs == 0 && scaled) {
      double norm =
          config.first() == LbfgsConfig.First.SUM ? block.sumAbs(g) : Math.sqrt(block.dot(g, g));
      factor = -Math.min(1, 1 / norm);
    }
    scale(block, g, factor, d);
    if (pairs == 0) {
      return block.dot(g, d);
    }
    double[] alphas = new double[pairs];
    double gamma = 1;
    for (int j = 1; j <= pairs; j++) {
      float[] s = block.slot(changes((count - j) % config.history()));
      float[] y = block.slot(bends((count - j) % config.history()));
      double product = block.dot(s, y);
      alphas[j - 1] = block.dot(s, d) / product;
      add(block, -alphas[j - 1], y, d);
      gamma = j == 1 && scaled ? product / block.dot(y, y) : gamma;
    }
    scale(block, d, gamma, d);
    for (int j = pairs; j >= 1; j--) {
      float[] s = block.slot(changes((count - j) % config.history()));
      float[] y = block.slot(bends((count - j) % config.history()));
      double beta = block.dot(y, d) / block.dot(s, y);
      add(block, alphas[j - 1] - beta, s, d);
    }
    double slope = block.dot(g, d);
    if (slope < 0) {
      return slope;
    }
    step.set(COUNT, 0);
    return direction(config, step, block, g, d);
  }

  private static void scale(Block block, float[] a, double factor, float[] into) {
    float f = (float) factor;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      into[i] = f * a[i];
    }
  }

  private static void add(Block block, double factor, float[] a, float[] into) {
    float f = (float) factor;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      into[i] += f * a[i];
    }
  }
}

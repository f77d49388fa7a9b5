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

/// A wrapper that takes as much of the step of another optimizer as lowers the loss of its batch: a
/// backtracking line search along that step.
///
/// ```
/// uₜ by the optimizer inside, decay included
/// θₜ = θₜ₋₁ + ηₜ·uₜ
/// ηₜ: the first of η, s·η, s²·η, ... with f(θₜ) <= f(θₜ₋₁) + δ·|f(θₜ₋₁)| + c₁·ηₜ·min(∂, 0),
///     ∂ = ⟨∇f(θₜ₋₁), uₜ⟩, η = min(r·ηₜ₋₁, most)
/// ```
///
/// **Shapes.** A group, or what of it goes to a fallback, is one vector and has lengths of its own;
/// all of it must be trained from the start, and all its parameters must have the same slots.
/// **Defaults.** Around Adam with α 1 and no momentum, whose steps always go down; c₁ 1e-4, s 0.8,
/// r 1.5, δ 0, lengths up to 1, 16 evaluations: those of optax. **State.** The last length; four
/// tensors like θ as work space. **Inside.** With momentum a step can go up: without a δ that lets
/// the loss rise none of it is tried or taken, and the optimizer inside goes on as if it had been.
/// **Differs from.** optax takes a step that goes up also where the loss rises, by up to c₁ of what
/// the slope says. Where no length is short enough nothing moves (optax moves by the last it
/// tried), and the next step begins below it, unless the step went up. optax writes (1 +
/// δ)·f(θₜ₋₁), which asks for more where the loss is negative. Use no clipping: the search would
/// take it for the slope. **Cost.** Up to `maxEvaluations` evaluations a step. **Numerics.**
/// Weights in `float`, sums and losses in `double`.
///
/// @see <a href="https://arxiv.org/abs/1905.09997">Vaswani et al. (2019), algorithm 1</a>
public final class LineSearch implements Rule.WholeModel<LineSearchConfig> {
  private static final Scalar LENGTH = Scalar.ofGroup("length", 1);

  @Override
  public List<Slot> slots(LineSearchConfig config, Shape parameter) {
    return Line.SLOTS;
  }

  @Override
  public List<Scalar> scalars(LineSearchConfig config) {
    return List.of(LENGTH);
  }

  @Override
  public Set<Need> needs(LineSearchConfig config) {
    return Set.of(Need.LOSS, Need.OBJECTIVE);
  }

  @Override
  public void update(LineSearchConfig config, Step step, Block block) {
    Line line = new Line(block, step.objective());
    float[] move = block.step();
    int from = block.from();
    System.arraycopy(block.weights(), from, line.origin, from, block.to() - from);
    System.arraycopy(move, from, line.direction, from, block.to() - from);
    double slope = block.scale() * block.dot(block.gradient(), move);
    double loss = step.loss();
    double allowed = loss + config.tolerance() * Math.abs(loss);
    double first = Math.min(config.grow() * step.get(LENGTH), config.longest());
    double c1 = config.armijo();
    double shrink = config.shrink();
    int most = config.maxEvaluations();
    double down = Math.min(slope, 0);
    double length =
        slope <= 0 || (slope > 0 && allowed > loss)
            ? Backtracking.search(line, first, allowed, down, c1, shrink, most)
            : 0;
    if (length > 0) {
      step.set(LENGTH, length);
    } else if (slope < 0) {
      double longest = config.longest();
      step.set(LENGTH, Backtracking.shorter(first, config.grow(), shrink, most, longest));
    }
    float share = (float) length;
    for (int i = from, to = block.to(); i < to; i++) {
      move[i] = share * line.direction[i];
    }
  }
}

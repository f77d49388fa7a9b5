package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// GaLore: another optimizer on what a gradient has along its leading singular vectors, so that its
/// state has r rows instead of all.
///
/// ```
/// P: the leading r singular vectors of gₜ on its longer side, anew every interval steps
/// ρₜ = P·gₜ for as many rows as columns or more, else P·gₜᵀ
/// uₜ: the step that the optimizer inside makes of ρₜ, as if that were its gradient; Adam: −α·m̂ₜ/(√v̂ₜ + ε)
/// θₜ = θₜ₋₁ − λ′·θₜ₋₁ + scale·Pᵀ·uₜ         or uₜᵀ·P; λ′: the decay of the optimizer inside
/// ```
///
/// **Shapes.** Matrices; everything else goes to `others`. For k × n, k <= n, P is r × n, and the
/// state of the optimizer inside r × k. **Defaults.** Around Adam, r 128, a projection every 200
/// steps, scale 1: optax's (the paper's scale is 0.25). **State.** r·n numbers, saved as
/// `projector`, and r·k for each slot of the optimizer inside, under its own name. It is kept when
/// the vectors turn, as in optax.
///
/// **Inside.** An elementwise optimizer that knows its gradients only: no weights (an L2 penalty
/// reads them; a decay that is decoupled does not, and is done to the whole weights), no loss, no
/// numbers beside its slots, no work space. So AdamW, SGD, RMSprop, Adagrad, Lion and others fit,
/// Prodigy and Muon do not. A wrapper goes around GaLore.
///
/// **Cost.** Two products of r·k·n multiplications a step, and every `interval` steps a
/// decomposition of about 20·k²·n on one thread. **Numerics.** Tensors in `float`, the singular
/// vectors in `double`. A singular vector has two directions: the first ones have what the
/// decomposition gives them, each later one that which goes along with the one that it follows.
/// Optimizers that take −g as they take g do not see which. The rate of Adam and AdamW multiplies
/// what Pᵀ has brought back, not what it brings.
///
/// @see <a href="https://arxiv.org/abs/2403.03507">Zhao et al. (2024), algorithm 2</a>
public final class GaLore implements Rule.PerTensor<GaLoreConfig> {
  private static final Slot PROJECTOR = Slot.zeros("projector");

  @SuppressWarnings("unchecked") // the constructor of the config has seen to it
  private static Rule.Elementwise<OptimizerConfig> inside(GaLoreConfig config) {
    return (Rule.Elementwise<OptimizerConfig>) config.base().rule();
  }

  @Override
  public List<Slot> slots(GaLoreConfig config, Shape parameter) {
    Shape shape = low(config, parameter);
    List<Slot> slots = new ArrayList<>();
    slots.add(PROJECTOR.shaped(Shape.of(shape.at(0), Math.max(parameter.at(0), parameter.at(1)))));
    for (Slot slot : inside(config).slots(config.base(), shape)) {
      // without the promise of Slot.gains: a row of P·g can have more than the largest of g
      slots.add(new Slot(slot.name(), slot.fill(), false, true, shape));
    }
    return slots;
  }

  private static Shape low(GaLoreConfig config, Shape parameter) {
    int small = Math.min(parameter.at(0), parameter.at(1));
    return Shape.of(Math.min(config.rank(), small), small);
  }

  @Override
  public boolean accepts(GaLoreConfig config, Shape parameter) {
    return parameter.rank() == 2 && inside(config).accepts(config.base(), low(config, parameter));
  }

  @Override
  public void begin(GaLoreConfig config, Step step) {
    inside(config).begin(config.base(), step);
  }

  @Override
  public double decay(GaLoreConfig config, Step step) {
    return inside(config).decay(config.base(), step);
  }

  @Override
  public boolean end(GaLoreConfig config, Step step) {
    if (inside(config).end(config.base(), step)) {
      throw new IllegalStateException(
          "%s must declare a total to ask for another sweep"
              .formatted(config.base().hyperParameters().name()));
    }
    return false;
  }

  @Override
  public void update(GaLoreConfig config, Shape shape, Block block, Algebra algebra) {
    int rows = shape.at(0);
    int columns = shape.at(1);
    boolean tall = rows >= columns;
    int small = Math.min(rows, columns);
    int large = Math.max(rows, columns);
    int r = Math.min(config.rank(), small);
    float[] g = algebra.scratch(0, rows * columns);
    Sides.gradient(block, g);
    float[] p = block.slot(PROJECTOR);
    if ((block.t() - 1) % config.interval() == 0) {
      project(algebra, g, tall, small, large, r, p);
    }
    float[] projected = algebra.scratch(1, r * small); // r × small, whichever side
    algebra.matmul(r, large, small, p, 0, false, g, 0, !tall, projected, 0);
    float[] u = algebra.scratch(2, r * small);
    Arrays.fill(u, 0, r * small, 0);
    LowRank low = new LowRank(block, r * small, projected, u);
    float factor = low.update(inside(config), config.base(), config.scale());
    float[] back = algebra.scratch(3, rows * columns);
    if (tall) {
      algebra.matmul(rows, r, columns, p, 0, true, u, 0, false, back, 0);
    } else {
      algebra.matmul(rows, r, columns, u, 0, true, p, 0, false, back, 0);
    }
    float[] step = block.step();
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] += factor * back[j];
    }
  }

  private static void project(
      Algebra algebra, float[] g, boolean tall, int small, int large, int r, float[] p) {
    double[] a = algebra.doubles(0, small * large);
    for (int i = 0; i < small; i++) {
      for (int j = 0; j < large; j++) {
        a[i * large + j] = tall ? g[j * small + i] : g[i * large + j];
      }
    }
    algebra.singular(small, large, a, algebra.doubles(1, small), algebra.doubles(2, 0));
    algebra.orthonormalize(r, large, a);
    for (int i = 0; i < r; i++) {
      double along = 0;
      for (int j = 0; j < large; j++) {
        along += p[i * large + j] * a[i * large + j];
      }
      double sign = along < 0 ? -1 : 1;
      for (int j = 0; j < large; j++) {
        p[i * large + j] = (float) (sign * a[i * large + j]);
      }
    }
  }
}

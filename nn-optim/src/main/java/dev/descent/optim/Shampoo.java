package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Shampoo: each gradient between inverse fourth roots of the second moments of its rows and
/// columns.
///
/// ```
/// Lₜ = β₂·Lₜ₋₁ + gₜ·gₜᵀ,  Rₜ = β₂·Rₜ₋₁ + gₜᵀ·gₜ   with β₂ < 1 the new ones times 1 − β₂
/// mₜ = μ·mₜ₋₁ + (1 − μ)·gₜ
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·(Lₜ + ε·I)^(−1/4)·mₜ·(Rₜ + ε·I)^(−1/4)
/// ```
///
/// **Shapes.** Parameters of two axes and more, all but the first taken as one: L is rows × rows, R
/// columns × columns; others and those with two sides beyond `largestSide` go to `others`. With one
/// such side the root on the other is −1/2. **Defaults.** α 0.1, μ 0, β₂ 1, ε 1e-4, roots every
/// step: the paper's, α as in common implementations. **State.** For m × n 2·(m² + n²) numbers,
/// saved as `left`, `right`, `left_root`, `right_root`, and `momentum` like θ. **Differs from.**
/// The paper has one root of order 2k for each of k axes. **Cost.** A step multiplies m²·n + m·n²
/// times for the moments and as often for the product; every `interval` steps a decomposition on
/// one thread takes about 40·(m³ + n³) multiplications: raise `interval` for sides of some
/// hundreds. **Numerics.** Moments and products in `float`, decompositions in `double`.
///
/// @see <a href="https://arxiv.org/abs/1802.09568">Gupta et al. (2018), algorithm 1</a>
public final class Shampoo implements Rule.PerTensor<ShampooConfig> {
  private static final Slot MOMENTUM = Slot.zeros("momentum");
  private static final Slot LEFT = Slot.zeros("left");
  private static final Slot RIGHT = Slot.zeros("right");
  private static final Slot LEFT_ROOT = Slot.zeros("left_root");
  private static final Slot RIGHT_ROOT = Slot.zeros("right_root");

  @Override
  public List<Slot> slots(ShampooConfig config, Shape parameter) {
    Sides sides = Sides.of(parameter, config.largestSide());
    List<Slot> slots = new ArrayList<>();
    if (config.momentum() != 0) {
      slots.add(MOMENTUM);
    }
    if (sides.left()) {
      Shape square = Shape.of(sides.rows(), sides.rows());
      slots.add(LEFT.shaped(square));
      slots.add(LEFT_ROOT.shaped(square));
    }
    if (sides.right()) {
      Shape square = Shape.of(sides.columns(), sides.columns());
      slots.add(RIGHT.shaped(square));
      slots.add(RIGHT_ROOT.shaped(square));
    }
    return slots;
  }

  @Override
  public boolean accepts(ShampooConfig config, Shape parameter) {
    return Sides.accepts(parameter, config.largestSide());
  }

  @Override
  public double decay(ShampooConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(ShampooConfig config, Shape shape, Block block, Algebra algebra) {
    Sides sides = Sides.of(shape, config.largestSide());
    float[] g = algebra.scratch(0, sides.size());
    Sides.gradient(block, g);
    boolean refresh = (block.t() - 1) % config.interval() == 0;
    boolean both = sides.left() && sides.right();
    double fresh = config.beta2() == 1 ? 1 : 1 - config.beta2();
    float[] none = algebra.scratch(3, 0);
    float[] left = none;
    float[] right = none;
    if (sides.left()) {
      sides.accumulate(algebra, g, true, config.beta2(), fresh, block.slot(LEFT));
      left = block.slot(LEFT_ROOT);
      if (refresh) {
        Sides.inverseRoot(algebra, sides.rows(), block.slot(LEFT), config.epsilon(), both, left);
      }
    }
    if (sides.right()) {
      sides.accumulate(algebra, g, false, config.beta2(), fresh, block.slot(RIGHT));
      right = block.slot(RIGHT_ROOT);
      if (refresh) {
        Sides.inverseRoot(
            algebra, sides.columns(), block.slot(RIGHT), config.epsilon(), both, right);
      }
    }
    if (config.momentum() != 0) {
      float[] m = block.slot(MOMENTUM);
      float keep = (float) config.momentum();
      float share = (float) (1 - config.momentum());
      for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
        m[i] = keep * m[i] + share * g[j];
        g[j] = m[i];
      }
    }
    float[] u = algebra.scratch(1, sides.size());
    sides.surround(algebra, left, g, right, false, algebra.scratch(2, sides.size()), u);
    float[] step = block.step();
    float rate = (float) config.learningRate();
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] -= rate * u[j];
    }
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// PSGD with Kronecker factors: two triangular matrices are fitted, by a gradient step of their
/// own, until they whiten the mean gradient.
///
/// ```
/// mₜ = μ·mₜ₋₁ + (1 − μ)·gₜ,  m̂ = mₜ/(1 − μᵗ)
/// A = Q·m̂·Sᵀ,  B = Q⁻ᵀ·V·S⁻¹                 V: normal numbers, others in every fit
/// Q ← Q − ρ·triu(A·Aᵀ − B·Bᵀ)/|A·Aᵀ + B·Bᵀ|·Q,  S likewise from Aᵀ·A, Bᵀ·B
/// p = QᵀQ·m̂·SᵀS, cut to a root mean square of clip
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·p
/// ```
///
/// **Shapes.** Parameters of two axes and more, all but the first taken as one: Q is rows × rows, S
/// columns × columns, both upper triangular, the identity at first; others and those with two sides
/// beyond `largestSide` go to `others`. **Defaults.** α 1e-3, μ 0.9, ρ 0.1, clip 1.1, a fit every
/// step, λ 0: timm's but for the interval. **State.** For m × n m² + n² numbers, saved as
/// `left_factor`, `right_factor`, and `momentum` like θ; one tensor as work space. **Differs
/// from.** timm fits with a probability that falls from 1 to 0.03, and balances the factors at
/// random; here both go by count, so that runs repeat. The norm is one power step from the longest
/// row, as there. **Cost.** A step multiplies m²·n + m·n² + m³ + n³ times on all threads; a fit
/// about 3·(m²·n + m·n²) + m³ + n³ times on one. **Numerics.** Tensors in `float`, fits in
/// `double`.
///
/// @see <a href="https://arxiv.org/abs/2402.11858">Pooladzandi and Li (2024)</a>
public final class PsgdKron implements Rule.PerTensor<PsgdKronConfig> {
  private static final int BALANCE = 100; // fits between two balances of the factors
  private static final Slot MOMENTUM = Slot.zeros("momentum");
  private static final Slot PROBE = Slot.scratch("probe");
  private static final Slot LEFT = Slot.zeros("left_factor");
  private static final Slot RIGHT = Slot.zeros("right_factor");

  @Override
  public List<Slot> slots(PsgdKronConfig config, Shape parameter) {
    Sides sides = Sides.of(parameter, config.largestSide());
    List<Slot> slots = new ArrayList<>(List.of(MOMENTUM, PROBE));
    if (sides.left()) {
      slots.add(LEFT.shaped(Shape.of(sides.rows(), sides.rows())));
    }
    if (sides.right()) {
      slots.add(RIGHT.shaped(Shape.of(sides.columns(), sides.columns())));
    }
    return slots;
  }

  @Override
  public boolean accepts(PsgdKronConfig config, Shape parameter) {
    return Sides.accepts(parameter, config.largestSide());
  }

  @Override
  public double decay(PsgdKronConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(PsgdKronConfig config, Shape shape, Block block, Algebra algebra) {
    Sides sides = Sides.of(shape, config.largestSide());
    int n = sides.size();
    float[] none = algebra.scratch(6, 0);
    float[] left = sides.left() ? block.slot(LEFT) : none;
    float[] right = sides.right() ? block.slot(RIGHT) : none;
    if (block.t() == 1) {
      identity(left, sides.left() ? sides.rows() : 0);
      identity(right, sides.right() ? sides.columns() : 0);
    }
    float[] u = algebra.scratch(0, n);
    Sides.gradient(block, u);
    float[] m = block.slot(MOMENTUM);
    float keep = (float) config.momentum();
    float fresh = (float) (1 - config.momentum());
    float debias = (float) (1 / block.debias(config.momentum()));
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      m[i] = keep * m[i] + fresh * u[j];
      u[j] = debias * m[i];
    }
    long count = (block.t() - 1) / config.interval();
    if ((block.t() - 1) % config.interval() == 0) {
      block.normal(config.seed(), block.slot(PROBE));
      KroneckerFit.fit(
          sides, algebra, u, block.slot(PROBE), block.from(), config.factorRate(), left, right);
      if (sides.left() && sides.right() && count % BALANCE == BALANCE - 1) {
        KroneckerFit.balance(sides, left, right);
      }
    }
    float[] p = algebra.scratch(1, n);
    sides.surround(
        algebra,
        sides.left() ? square(algebra, 2, left, sides.rows()) : none,
        u,
        sides.right() ? square(algebra, 3, right, sides.columns()) : none,
        false,
        algebra.scratch(4, n),
        p);
    double size = Math.sqrt(algebra.dot(n, p, 0, p, 0) / n);
    double cut = size > config.clip() ? config.clip() / size : 1;
    float[] step = block.step();
    float rate = (float) (config.learningRate() * cut);
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] -= rate * p[j];
    }
  }

  private static void identity(float[] factor, int n) {
    Arrays.fill(factor, 0, n * n, 0f);
    for (int i = 0; i < n; i++) {
      factor[i * n + i] = 1;
    }
  }

  /// Returns qᵀ·q.
  private static float[] square(Algebra algebra, int which, float[] q, int n) {
    float[] result = algebra.scratch(which, n * n);
    algebra.matmul(n, n, n, q, 0, true, q, 0, false, result, 0);
    return result;
  }
}

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

/// SOAP: Adam in the slowly turning eigenbasis of [Shampoo]'s second moments.
///
/// ```
/// g′ₜ = Q·gₜ·Sᵀ                              in the basis: rows of Q, S are eigenvectors of L, R
/// mₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ,  vₜ = β₂·vₜ₋₁ + (1 − β₂)·g′ₜ²
/// θₜ = θₜ₋₁ − α·λ·θₜ₋₁ − α·Qᵀ·((Q·m̂ₜ·Sᵀ)/(√v̂ₜ + ε))·S       m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
/// Lₜ = β₂·Lₜ₋₁ + (1 − β₂)·gₜ·gₜᵀ,  Rₜ = β₂·Rₜ₋₁ + (1 − β₂)·gₜᵀ·gₜ
/// every interval steps: Q ← QR(Q·Lₜ), S ← QR(S·Rₜ)         one step of orthogonal iteration
/// ```
///
/// **Shapes.** Parameters of two axes and more, all but the first taken as one; others and those
/// with two sides beyond `largestSide` go to `others`; a longer side keeps its own basis.
/// **Defaults.** α 3e-3, β₁ = β₂ 0.95, ε 1e-8, a new basis every 10 steps, λ 1e-2: the authors'
/// code. **State.** For m × n 2·(m² + n²) numbers, saved as `left`, `right`, `left_basis`,
/// `right_basis`, and `m`, `v` like θ. **Differs from.** The authors' code makes the first basis in
/// a step that moves nothing; here the first step is made in the basis of its own gradient.
/// **Cost.** A step multiplies 4·(m²·n + m·n²) times; the first takes a decomposition of about
/// 40·(m³ + n³), every `interval`-th m³ + n³ on all threads and twice that on one. **Numerics.**
/// Tensors in `float`, bases in `double`.
///
/// @see <a href="https://arxiv.org/abs/2409.11321">Vyas et al. (2024), algorithm 3</a>
public final class Soap implements Rule.PerTensor<SoapConfig> {
  private static final Slot LEFT = Slot.zeros("left");
  private static final Slot RIGHT = Slot.zeros("right");
  private static final Slot LEFT_BASIS = Slot.zeros("left_basis");
  private static final Slot RIGHT_BASIS = Slot.zeros("right_basis");

  @Override
  public List<Slot> slots(SoapConfig config, Shape parameter) {
    Sides sides = Sides.of(parameter, config.largestSide());
    List<Slot> slots = new ArrayList<>(List.of(Adam.M, Adam.V));
    if (sides.left()) {
      Shape square = Shape.of(sides.rows(), sides.rows());
      slots.add(LEFT.shaped(square));
      slots.add(LEFT_BASIS.shaped(square));
    }
    if (sides.right()) {
      Shape square = Shape.of(sides.columns(), sides.columns());
      slots.add(RIGHT.shaped(square));
      slots.add(RIGHT_BASIS.shaped(square));
    }
    return slots;
  }

  @Override
  public boolean accepts(SoapConfig config, Shape parameter) {
    return Sides.accepts(parameter, config.largestSide());
  }

  @Override
  public double decay(SoapConfig config, Step step) {
    return config.learningRate() * config.weightDecay();
  }

  @Override
  public void update(SoapConfig config, Shape shape, Block block, Algebra algebra) {
    Sides sides = Sides.of(shape, config.largestSide());
    int n = sides.size();
    float[] g = algebra.scratch(0, n);
    Sides.gradient(block, g);
    boolean first = block.t() == 1;
    if (first) {
      turn(config, sides, block, algebra, g, true, true);
    }
    float[] none = algebra.scratch(6, 0);
    float[] left = sides.left() ? block.slot(LEFT_BASIS) : none;
    float[] right = sides.right() ? block.slot(RIGHT_BASIS) : none;
    float[] work = algebra.scratch(1, n);
    float[] turned = algebra.scratch(2, n);
    float[] mean = algebra.scratch(3, n);
    float[] m = block.slot(Adam.M);
    float keep1 = (float) config.beta1();
    float new1 = (float) (1 - config.beta1());
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      m[i] = keep1 * m[i] + new1 * g[j];
      mean[j] = m[i];
    }
    float[] direction = algebra.scratch(4, n);
    sides.surround(algebra, left, g, right, false, work, turned);
    sides.surround(algebra, left, mean, right, false, work, direction);
    float[] v = block.slot(Adam.V);
    float keep2 = (float) config.beta2();
    float new2 = (float) (1 - config.beta2());
    float root = (float) (1 / Math.sqrt(block.debias(config.beta2())));
    float eps = (float) config.epsilon();
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      float vi = keep2 * v[i] + new2 * turned[j] * turned[j];
      v[i] = vi;
      direction[j] /= (float) Math.sqrt(vi) * root + eps;
    }
    sides.surround(algebra, left, direction, right, true, work, turned);
    float[] step = block.step();
    float rate = (float) (config.learningRate() / block.debias(config.beta1()));
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      step[i] -= rate * turned[j];
    }
    if (!first) {
      turn(config, sides, block, algebra, g, false, block.t() % config.interval() == 0);
    }
  }

  /// Updates the second moments, and the bases if asked.
  private static void turn(
      SoapConfig config,
      Sides sides,
      Block block,
      Algebra algebra,
      float[] g,
      boolean first,
      boolean refresh) {
    double keep = config.beta2();
    if (sides.left()) {
      float[] moment = block.slot(LEFT);
      sides.accumulate(algebra, g, true, keep, 1 - keep, moment);
      if (refresh) {
        basis(algebra, sides.rows(), moment, first, block.slot(LEFT_BASIS));
      }
    }
    if (sides.right()) {
      float[] moment = block.slot(RIGHT);
      sides.accumulate(algebra, g, false, keep, 1 - keep, moment);
      if (refresh) {
        basis(algebra, sides.columns(), moment, first, block.slot(RIGHT_BASIS));
      }
    }
  }

  private static void basis(Algebra algebra, int n, float[] moment, boolean first, float[] basis) {
    double[] a = algebra.doubles(0, n * n);
    double[] result = a;
    if (first) {
      result = algebra.doubles(2, n * n);
      if (!Sides.widen(moment, n, a)) {
        Arrays.fill(basis, 0, n * n, Float.NaN); // the step will be refused
        return;
      }
      algebra.singular(n, n, a, algebra.doubles(1, n), result);
    } else {
      float[] next = algebra.scratch(5, n * n);
      algebra.matmul(n, n, n, basis, 0, false, moment, 0, false, next, 0);
      if (!Sides.widen(next, n, a)) {
        Arrays.fill(basis, 0, n * n, Float.NaN);
        return;
      }
      algebra.orthonormalize(n, n, a);
    }
    for (int i = 0; i < n * n; i++) {
      basis[i] = (float) result[i];
    }
  }
}

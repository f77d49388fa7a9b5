package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// SM3: Adagrad whose sum of squares is bounded by one number for each index of each axis, so its
/// memory is the sum of a parameter's extents, not their product.
///
/// ```
/// aₜ(i, j, …) = min(r(i), c(j), …) + gₜ²      the accumulators of the axes, from 0
/// r(i) = max of aₜ over all with index i, and so for every axis
/// uₜ = gₜ / √(aₜ + ε)
/// mₜ = β·mₜ₋₁ + (1 − β)·uₜ
/// θₜ = θₜ₋₁ − α·mₜ
/// ```
///
/// **Shapes.** m, u and g have the shape of θ; an accumulator has the extent of its axis, so that
/// of a vector is Adagrad's. **Defaults.** α 0.1, β 0.9, ε 1e-8. **State.** One tensor like θ,
/// saved as `m`, and one vector for each axis, `axis0`, `axis1`, ... **Differs from.** The paper
/// has no ε and 0/0 = 0; optax has this one. **Numerics.** Computed in `float`.
///
/// @see <a href="https://arxiv.org/abs/1901.11150">Anil et al. (2019), algorithm SM3-II</a>
public final class Sm3 implements Rule.PerTensor<Sm3Config> {
  private static final Slot M = Slot.zeros("m");

  // scratch
  private static final int G = 0;
  private static final int A = 1;
  private static final int MEAN = 2;
  private static final int STEP = 3;
  private static final int AXES = 4; // the first of the accumulators: an axis's old and new one

  private static final Slot[] FIRST_AXES = {
    Slot.zeros("axis0"), Slot.zeros("axis1"), Slot.zeros("axis2"), Slot.zeros("axis3")
  };

  @Override
  public List<Slot> slots(Sm3Config config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(List.of(M));
    for (int axis = 0; axis < axes(parameter); axis++) {
      slots.add(axis(axis).shaped(Shape.of(extent(parameter, axis))));
    }
    return slots;
  }

  private static Slot axis(int axis) {
    return axis < FIRST_AXES.length ? FIRST_AXES[axis] : Slot.zeros("axis" + axis);
  }

  private static int axes(Shape shape) {
    return Math.max(1, shape.rank());
  }

  private static int extent(Shape shape, int axis) {
    return shape.rank() == 0 ? 1 : shape.at(axis);
  }

  @Override
  public void update(Sm3Config config, Shape shape, Block block, Algebra algebra) {
    int last = axes(shape) - 1;
    for (int axis = 0; axis <= last; axis++) {
      int n = extent(shape, axis);
      float[] kept = block.slot(axis(axis));
      System.arraycopy(kept, 0, old(algebra, axis, n), 0, n);
      System.arraycopy(kept, 0, next(algebra, axis, n), 0, n); // they never fall
    }
    int n = extent(shape, last);
    for (int row = 0; row < shape.size() / n; row++) {
      float least = Float.MAX_VALUE;
      for (int axis = last - 1, rest = row; axis >= 0; rest /= extent(shape, axis), axis--) {
        int extent = extent(shape, axis);
        least = Math.min(least, old(algebra, axis, extent)[rest % extent]);
      }
      int at = block.from() + row * n;
      float largest =
          accumulate(block, algebra, at, n, least, old(algebra, last, n), next(algebra, last, n));
      for (int axis = last - 1, rest = row; axis >= 0; rest /= extent(shape, axis), axis--) {
        int extent = extent(shape, axis);
        float[] next = next(algebra, axis, extent);
        int index = rest % extent;
        next[index] = Math.max(next[index], largest);
      }
      move(config, block, algebra, at, n);
    }
    for (int axis = 0; axis <= last; axis++) {
      int extent = extent(shape, axis);
      System.arraycopy(next(algebra, axis, extent), 0, block.slot(axis(axis)), 0, extent);
    }
  }

  private static float[] old(Algebra algebra, int axis, int n) {
    return algebra.scratch(AXES + 2 * axis, n);
  }

  private static float[] next(Algebra algebra, int axis, int n) {
    return algebra.scratch(AXES + 2 * axis + 1, n);
  }

  /// Writes the row's gradient and sums of squares into scratch, where all have one index, and
  /// returns the largest sum.
  private static float accumulate(
      Block block, Algebra algebra, int at, int n, float least, float[] old, float[] next) {
    float[] g = algebra.scratch(G, n);
    float[] a = algebra.scratch(A, n);
    System.arraycopy(block.gradient(), at, g, 0, n);
    float scale = block.scale();
    for (int i = 0; i < n; i++) {
      float gi = scale * g[i];
      float ai = Math.min(least, old[i]) + gi * gi;
      g[i] = gi;
      a[i] = ai;
      next[i] = Math.max(next[i], ai);
    }
    float largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, a[i]);
    }
    return largest;
  }

  private static void move(Sm3Config config, Block block, Algebra algebra, int at, int n) {
    float[] g = algebra.scratch(G, n);
    float[] a = algebra.scratch(A, n);
    float[] m = algebra.scratch(MEAN, n);
    float[] step = algebra.scratch(STEP, n);
    System.arraycopy(block.slot(M), at, m, 0, n);
    System.arraycopy(block.step(), at, step, 0, n);
    float keep = (float) config.momentum();
    float fresh = (float) (1 - config.momentum());
    float rate = (float) config.learningRate();
    float eps = (float) config.epsilon();
    for (int i = 0; i < n; i++) {
      float mi = keep * m[i] + fresh * g[i] / (float) Math.sqrt(a[i] + eps);
      m[i] = mi;
      step[i] -= rate * mi;
    }
    System.arraycopy(m, 0, block.slot(M), at, n);
    System.arraycopy(step, 0, block.step(), at, n);
  }
}

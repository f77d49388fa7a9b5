package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The steps gₜ/√vₜ of [Adafactor], stretch by stretch in scratch arrays where all have one index:
/// rows of a factored parameter, or pieces of one that is not. Walked through twice, so that no
/// array like the weights is needed.
final class AdafactorSteps {
  private static final int PIECE = 1024;

  // scratch; what is from FREE on belongs to the caller
  private static final int U = 0;
  private static final int ROOTS = 1;
  private static final int COLUMNS = 2;
  private static final int MEANS = 3;
  static final int FREE = 4;

  private final Block block;
  private final Algebra algebra;
  private final @Nullable Factors factors;
  private final float least;
  private final int size;
  private final int count;
  private int next;
  private int offset;
  private int length;

  AdafactorSteps(
      AdafactorConfig config,
      @Nullable Factors factors,
      Shape shape,
      Block block,
      Algebra algebra) {
    this.block = block;
    this.algebra = algebra;
    this.factors = factors;
    least = config.epsilonFloor() ? (float) config.epsilon() : Float.MIN_NORMAL;
    size = shape.size();
    count =
        factors == null
            ? (size + PIECE - 1) / PIECE
            : factors.outer() * factors.middle() * factors.rows();
  }

  /// Goes back to the start.
  void restart() {
    next = 0;
  }

  /// Computes the next stretch; returns whether there is one.
  boolean next() {
    if (next == count) {
      return false;
    }
    if (factors == null) {
      piece();
    } else {
      row(factors);
    }
    next++;
    return true;
  }

  /// Returns where the stretch starts in the arrays that are like the weights.
  int offset() {
    return block.from() + offset;
  }

  int length() {
    return length;
  }

  /// Returns the steps, from index 0.
  float[] u() {
    return algebra.scratch(U, length);
  }

  private void piece() {
    offset = next * PIECE;
    length = Math.min(PIECE, size - offset);
    float[] u = u();
    float[] v = algebra.scratch(ROOTS, length);
    System.arraycopy(block.gradient(), offset(), u, 0, length);
    System.arraycopy(block.slot(Adafactor.V), offset(), v, 0, length);
    float scale = block.scale();
    float floor = least;
    for (int i = 0, n = length; i < n; i++) {
      u[i] = scale * u[i] / Math.max((float) Math.sqrt(v[i]), floor);
    }
  }

  private void row(Factors f) {
    int r = next % f.rows();
    int q = next / f.rows() % f.middle();
    int o = next / f.rows() / f.middle();
    offset = f.offset(o, q, r);
    length = f.width();
    if (r == 0) {
      matrix(f, next / f.rows());
    }
    float[] u = u();
    float[] roots = rowRoots(f);
    float[] columns = algebra.scratch(COLUMNS, length);
    System.arraycopy(block.gradient(), offset(), u, 0, length);
    float scale = block.scale();
    float floor = least;
    for (int i = 0, n = length; i < n; i++) {
      u[i] = scale * u[i] / Math.max(roots[i] * columns[i], floor);
    }
  }

  /// Takes the roots of a matrix's columns and the means of its rows.
  private void matrix(Factors f, int index) {
    float[] columns = algebra.scratch(COLUMNS, length);
    System.arraycopy(block.slot(Adafactor.COLUMN), index * length, columns, 0, length);
    for (int i = 0, n = length; i < n; i++) {
      columns[i] = (float) Math.sqrt(columns[i]);
    }
    float[] row = block.slot(Adafactor.ROW);
    float[] means = algebra.scratch(MEANS, f.inner());
    for (int s = 0; s < f.inner(); s++) {
      double sum = 0;
      for (int r = 0; r < f.rows(); r++) {
        sum += row[(index * f.rows() + r) * f.inner() + s];
      }
      means[s] = Math.max((float) (sum / f.rows()), least);
    }
  }

  /// Returns √(R/mean) of this row for every element of it.
  private float[] rowRoots(Factors f) {
    float[] roots = algebra.scratch(ROOTS, length);
    float[] row = block.slot(Adafactor.ROW);
    float[] means = algebra.scratch(MEANS, f.inner());
    for (int s = 0; s < f.inner(); s++) {
      roots[s] = (float) Math.sqrt((double) row[next * f.inner() + s] / means[s]);
    }
    if (f.inner() == 1) {
      Arrays.fill(roots, 0, length, roots[0]);
    }
    for (int c = 1; c < f.columns() && f.inner() > 1; c++) {
      System.arraycopy(roots, 0, roots, c * f.inner(), f.inner());
    }
    return roots;
  }
}

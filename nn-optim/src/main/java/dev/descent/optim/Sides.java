package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.tensor.Shape;
import java.util.Arrays;

/// A parameter of two axes and more as a matrix, all axes but the first in one, and what [Shampoo]
/// and [Soap] do with its two sides.
record Sides(int rows, int columns, boolean left, boolean right) {
  private static final int GRAM = 8;

  static Sides of(Shape shape, int largest) {
    int rows = shape.at(0);
    int columns = rows == 0 ? 0 : shape.size() / rows;
    return new Sides(rows, columns, rows <= largest, columns <= largest);
  }

  /// Returns whether the parameter is a matrix with a side that is short enough.
  static boolean accepts(Shape shape, int largest) {
    if (shape.rank() < 2) {
      return false;
    }
    Sides sides = of(shape, largest);
    return sides.left || sides.right;
  }

  int size() {
    return rows * columns;
  }

  /// Copies the scaled gradient to index 0.
  static void gradient(Block block, float[] into) {
    float[] g = block.gradient();
    float scale = block.scale();
    for (int i = block.from(), j = 0, to = block.to(); i < to; i++, j++) {
      into[j] = scale * g[i];
    }
  }

  /// Writes keep · moment + fresh · g·gᵀ for the left side, gᵀ·g for the right.
  void accumulate(
      Algebra algebra, float[] g, boolean ofLeft, double keep, double fresh, float[] moment) {
    int n = ofLeft ? rows : columns;
    float[] gram = algebra.scratch(GRAM, n * n);
    algebra.matmul(n, ofLeft ? columns : rows, n, g, 0, !ofLeft, g, 0, ofLeft, gram, 0);
    float k = (float) keep;
    float f = (float) fresh;
    for (int i = 0; i < n * n; i++) {
      moment[i] = k * moment[i] + f * gram[i];
    }
  }

  /// Multiplies g by a matrix from each side that has one; transposed matrices undo orthonormal
  /// ones.
  ///
  /// @param work takes what lies between
  void surround(
      Algebra algebra,
      float[] onLeft,
      float[] g,
      float[] onRight,
      boolean transposed,
      float[] work,
      float[] into) {
    float[] between = g;
    if (left) {
      float[] target = right ? work : into;
      algebra.matmul(rows, rows, columns, onLeft, 0, transposed, g, 0, false, target, 0);
      between = target;
    }
    if (right) {
      algebra.matmul(rows, columns, columns, between, 0, false, onRight, 0, !transposed, into, 0);
    }
  }

  /// Writes a symmetric matrix in double, and returns whether all of it is finite.
  static boolean widen(float[] from, int n, double[] into) {
    boolean finite = true;
    for (int i = 0; i < n * n; i++) {
      into[i] = from[i];
      finite &= Float.isFinite(from[i]);
    }
    return finite;
  }

  /// Writes (moment + ε·I) to the power −1/4, or −1/2; NaN for a moment that has overflowed, so
  /// that the step is refused.
  static void inverseRoot(
      Algebra algebra, int n, float[] moment, double epsilon, boolean fourth, float[] into) {
    double[] a = algebra.doubles(0, n * n);
    double[] values = algebra.doubles(1, n);
    double[] vectors = algebra.doubles(2, n * n);
    if (!widen(moment, n, a)) {
      Arrays.fill(into, 0, n * n, Float.NaN);
      return;
    }
    algebra.singular(n, n, a, values, vectors);
    double[] root = a;
    Arrays.fill(root, 0, n * n, 0);
    for (int k = 0; k < n; k++) {
      double half = Math.sqrt(values[k] + epsilon);
      double factor = 1 / (fourth ? Math.sqrt(half) : half);
      for (int i = 0; i < n; i++) {
        double share = factor * vectors[k * n + i];
        for (int j = 0; j < n; j++) {
          root[i * n + j] += share * vectors[k * n + j];
        }
      }
    }
    for (int i = 0; i < n * n; i++) {
      into[i] = (float) root[i];
    }
  }
}

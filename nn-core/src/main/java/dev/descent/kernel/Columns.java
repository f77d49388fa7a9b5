package dev.descent.kernel;

/// Functions of the columns of `rows` × `columns` elements.
public final class Columns {
  /// Rows in a segment.
  static final int SEGMENT = 64;

  /// Fewer columns are not worth a vector.
  private static final int VECTOR_MINIMUM = 8;

  private Columns() {}

  /// Computes `y[c] = Σ x[:, c]`: chains of adds from +0 over segments of 64 rows, segments added
  /// in ascending order.
  public static void sum(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    sum(x, xo, y, yo, rows, columns, 0, columns);
  }

  /// Computes the sums of the columns [from, to) only.
  public static void sum(
      float[] x, int xo, float[] y, int yo, int rows, int columns, int from, int to) {
    if (Kernels.VECTOR
        && to - from >= VECTOR_MINIMUM
        && Readiness.of(Readiness.COLUMNS, rows * (to - from))) {
      VectorColumns.sum(x, xo, y, yo, rows, columns, from, to);
    } else {
      ScalarColumns.sum(x, xo, y, yo, rows, columns, from, to);
    }
  }
}

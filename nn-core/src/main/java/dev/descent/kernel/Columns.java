package dev.descent.kernel;

/// Functions of the columns of `rows` × `columns` elements.
public final class Columns {
  /// Rows in a segment.
  static final int SEGMENT = 64;

  private Columns() {}

  /// Computes `y[c] = Σ x[:, c]`: chains of adds from +0 over segments of 64 rows, segments added in ascending order.
  public static void sum(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    sum(x, xo, y, yo, rows, columns, 0, columns);
  }

  /// Computes the sums of the columns [from, to) only.
  public static void sum(
      float[] x, int xo, float[] y, int yo, int rows, int columns, int from, int to) {
    ScalarColumns.sum(x, xo, y, yo, rows, columns, from, to);
  }
}

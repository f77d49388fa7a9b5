package dev.descent.kernel;

/// Transposed copies of a plane, in tiles that stay in the first cache: in vectors where they have
/// eight lanes, else in plain loops.
final class Transposition {
  /// Rows of y written side by side: one line of x in the cache serves them all.
  static final int ROWS = 8;

  private static final int TILE = 128;

  private Transposition() {}

  /// Copies x[xo + i + j·xStride] to y[yo + i·yStride + j] for i < rows, j < columns.
  static void plane(
      float[] x, int xo, int xStride, float[] y, int yo, int yStride, int rows, int columns) {
    if (Kernels.VECTOR
        && rows >= 4
        && columns >= 8
        && Lanes.COUNT >= 8
        && Readiness.of(Readiness.TRANSPOSITION, rows * columns)) {
      VectorTransposition.plane(x, xo, xStride, y, yo, yStride, rows, columns);
    } else {
      scalar(x, xo, xStride, y, yo, yStride, rows, columns);
    }
  }

  static void scalar(
      float[] x, int xo, int xStride, float[] y, int yo, int yStride, int rows, int columns) {
    for (int j = 0; j < columns; j += TILE) {
      int width = Math.min(TILE, columns - j);
      int from = xo + j * xStride;
      int to = yo + j;
      int i = 0;
      for (; i <= rows - ROWS; i += ROWS) {
        eight(x, from + i, xStride, y, to + i * yStride, yStride, width);
      }
      for (; i < rows; i++) {
        one(x, from + i, xStride, y, to + i * yStride, width);
      }
    }
  }

  private static void eight(float[] x, int xo, int xStride, float[] y, int yo, int yStride, int n) {
    int y1 = yo + yStride;
    int y2 = y1 + yStride;
    int y3 = y2 + yStride;
    int y4 = y3 + yStride;
    int y5 = y4 + yStride;
    int y6 = y5 + yStride;
    int y7 = y6 + yStride;
    int from = xo;
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[from];
      y[y1 + j] = x[from + 1];
      y[y2 + j] = x[from + 2];
      y[y3 + j] = x[from + 3];
      y[y4 + j] = x[from + 4];
      y[y5 + j] = x[from + 5];
      y[y6 + j] = x[from + 6];
      y[y7 + j] = x[from + 7];
      from += xStride;
    }
  }

  private static void one(float[] x, int xo, int xStride, float[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[xo + j * xStride];
    }
  }
}

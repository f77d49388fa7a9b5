package dev.descent.kernel;

/// Column sums in plain loops, eight columns at a time in locals.
final class ScalarColumns {
  private ScalarColumns() {}

  static void sum(float[] x, int xo, float[] y, int yo, int rows, int columns, int from, int to) {
    int c = from;
    for (; c <= to - 8; c += 8) {
      eight(x, xo + c, y, yo + c, rows, columns);
    }
    for (; c < to; c++) {
      float total = 0;
      for (int r = 0; r < rows; r += Columns.SEGMENT) {
        float sum = 0;
        for (int i = r; i < Math.min(r + Columns.SEGMENT, rows); i++) {
          sum += x[xo + i * columns + c];
        }
        total += sum;
      }
      y[yo + c] = total;
    }
  }

  private static void eight(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    for (int c = 0; c < 8; c++) {
      y[yo + c] = 0;
    }
    for (int r = 0; r < rows; r += Columns.SEGMENT) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      float s4 = 0;
      float s5 = 0;
      float s6 = 0;
      float s7 = 0;
      int end = Math.min(r + Columns.SEGMENT, rows);
      int o = xo + r * columns;
      for (int i = r; i < end; i++) {
        s0 += x[o];
        s1 += x[o + 1];
        s2 += x[o + 2];
        s3 += x[o + 3];
        s4 += x[o + 4];
        s5 += x[o + 5];
        s6 += x[o + 6];
        s7 += x[o + 7];
        o += columns;
      }
      y[yo] += s0;
      y[yo + 1] += s1;
      y[yo + 2] += s2;
      y[yo + 3] += s3;
      y[yo + 4] += s4;
      y[yo + 5] += s5;
      y[yo + 6] += s6;
      y[yo + 7] += s7;
    }
  }
}

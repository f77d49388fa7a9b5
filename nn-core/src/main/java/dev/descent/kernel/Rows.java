package dev.descent.kernel;

import java.util.Arrays;

/// Functions of whole rows: `rows` rows of `columns` elements each, one after the other from an
/// offset.
///
/// Sums over a row have the canonical order of [Reduction]. A row's result depends on that row
/// alone.
public final class Rows {
  /// Up to so many columns, vectors hold one row in each lane.
  private static final int SHORT = 16;

  private Rows() {}

  /// Computes `y[r] = Σ x[r, :]`.
  public static void sum(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      y[yo + r] = Reduction.sum(x, xo + r * columns, columns);
    }
  }

  /// Computes `y[r] = max x[r, :]`, NaN if the row has one, -infinity for an empty row.
  public static void max(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      y[yo + r] = Reduction.max(x, xo + r * columns, columns);
    }
  }

  /// Computes `y[r] =` the first column of the largest element of `x[r, :]`; the first NaN counts
  /// as the largest.
  public static void argmax(float[] x, int xo, int[] y, int yo, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int row = xo + r * columns;
      float m = Reduction.max(x, row, columns);
      int c = 0;
      while (c < columns && !(x[row + c] == m || Float.isNaN(x[row + c]))) {
        c++;
      }
      y[yo + r] = c;
    }
  }

  /// Computes `y[r, c] = e(x[r, c] - max) / Σ e(x[r, :] - max)`.
  public static void softmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    int first = 0;
    if (isShort(Readiness.SHORT_SOFTMAX, rows, columns)) {
      first = VectorShortRows.softmax(x, xo, y, yo, rows, columns);
    }
    for (int r = first; r < rows; r++) {
      int row = yo + r * columns;
      float sum = exponentials(x, xo + r * columns, y, row, columns);
      divide(y, row, sum, 1f, columns);
    }
  }

  /// Computes `y[r, c] = (x[r, c] - max) - ln Σ e(x[r, :] - max)`.
  public static void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    int first = 0;
    if (isShort(Readiness.SHORT_LOG_SOFTMAX, rows, columns)) {
      first = VectorShortRows.logSoftmax(x, xo, y, yo, rows, columns);
    }
    for (int r = first; r < rows; r++) {
      int from = xo + r * columns;
      int row = yo + r * columns;
      float max = Reduction.max(x, from, columns);
      float log = Maths.log(Reduction.sumExp(x, from, max, columns));
      if (Reduction.vector(Readiness.SHIFT, columns)) {
        VectorRows.shift(x, from, max, log, y, row, columns);
      } else {
        ScalarRows.shift(x, from, max, log, y, row, columns);
      }
    }
  }

  /// Computes `dx[r, c] = y[r, c] · (g[r, c] - Σ y[r, :]·g[r, :])` for an output y of softmax and
  /// its cotangent g.
  public static void softmaxGradient(
      float[] y, int yo, float[] g, int go, float[] dx, int dxo, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int o = r * columns;
      float d = Reduction.dot(y, yo + o, g, go + o, columns);
      if (Reduction.vector(Readiness.CENTERED, columns)) {
        VectorRows.centered(y, yo + o, g, go + o, d, dx, dxo + o, columns);
      } else {
        ScalarRows.centered(y, yo + o, g, go + o, d, dx, dxo + o, columns);
      }
    }
  }

  /// Computes `dx[r, c] = fma(-e(y[r, c]), Σ g[r, :], g[r, c])` for an output y of logSoftmax and
  /// its cotangent g.
  public static void logSoftmaxGradient(
      float[] y, int yo, float[] g, int go, float[] dx, int dxo, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int o = r * columns;
      float s = Reduction.sum(g, go + o, columns);
      if (Reduction.vector(Readiness.LOG_CENTERED, columns)) {
        VectorRows.logCentered(y, yo + o, g, go + o, s, dx, dxo + o, columns);
      } else {
        ScalarRows.logCentered(y, yo + o, g, go + o, s, dx, dxo + o, columns);
      }
    }
  }

  /// Computes `y[r] = ln Σ e(x[r, :] - max) - (x[r, label[r]] - max)`, the negative of logSoftmax
  /// at the label; +0 where the label is `ignored`.
  ///
  /// @param number what the first of these rows is called in an error
  /// @throws IllegalArgumentException if another label is not in [0, columns)
  public static void crossEntropy(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float[] y,
      int yo,
      int rows,
      int columns,
      int ignored,
      int number) {
    requireLabels(labels, lo, rows, columns, ignored, number);
    int first = 0;
    if (isShort(Readiness.SHORT_LOSS, rows, columns)) {
      first = VectorShortRows.crossEntropy(x, xo, labels, lo, y, yo, rows, columns, ignored);
    }
    for (int r = first; r < rows; r++) {
      int label = labels[lo + r];
      int from = xo + r * columns;
      if (label == ignored) {
        y[yo + r] = 0;
      } else {
        float max = Reduction.max(x, from, columns);
        float log = Maths.log(Reduction.sumExp(x, from, max, columns));
        y[yo + r] = log - (x[from + label] - max);
      }
    }
  }

  /// Computes `dx[r, c] = (softmax(x[r, :])[c] - (c = label[r] ? 1 : 0)) · factor[r]`; +0 where the
  /// label is `ignored`.
  ///
  /// @throws IllegalArgumentException if another label is not in [0, columns)
  public static void crossEntropyGradient(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float[] factor,
      int fo,
      float[] dx,
      int dxo,
      int rows,
      int columns,
      int ignored) {
    requireLabels(labels, lo, rows, columns, ignored, 0);
    int first = 0;
    if (isShort(Readiness.SHORT_LOSS_GRADIENT, rows, columns)) {
      first =
          VectorShortRows.crossEntropyGradient(
              x, xo, labels, lo, factor, fo, dx, dxo, rows, columns, ignored);
    }
    for (int r = first; r < rows; r++) {
      int label = labels[lo + r];
      int row = dxo + r * columns;
      if (label == ignored) {
        Arrays.fill(dx, row, row + columns, 0f);
      } else {
        float sum = exponentials(x, xo + r * columns, dx, row, columns);
        float f = factor[fo + r];
        float hit = (dx[row + label] / sum - 1f) * f;
        divide(dx, row, sum, f, columns);
        dx[row + label] = hit;
      }
    }
  }

  private static boolean isShort(int kernel, int rows, int columns) {
    return columns <= SHORT && rows >= 4 && Reduction.vector(kernel, rows * columns);
  }

  private static void requireLabels(
      int[] labels, int lo, int rows, int columns, int ignored, int number) {
    for (int r = 0; r < rows; r++) {
      int label = labels[lo + r];
      if ((label < 0 || label >= columns) && label != ignored) {
        throw new IllegalArgumentException(
            "label of row %d must be in [0, %d), was %d".formatted(number + r, columns, label));
      }
    }
  }

  /// Writes e(x - max) to y and returns the sum.
  private static float exponentials(float[] x, int xo, float[] y, int yo, int n) {
    float max = Reduction.max(x, xo, n);
    if (Reduction.vector(Readiness.EXPONENTIALS, n)) {
      VectorRows.exponentials(x, xo, max, y, yo, n);
    } else {
      ScalarRows.exponentials(x, xo, max, y, yo, n);
    }
    return Reduction.sum(y, yo, n);
  }

  private static void divide(float[] y, int yo, float by, float factor, int n) {
    if (Reduction.vector(Readiness.DIVIDE, n)) {
      VectorRows.divide(y, yo, by, factor, n);
    } else {
      ScalarRows.divide(y, yo, by, factor, n);
    }
  }
}

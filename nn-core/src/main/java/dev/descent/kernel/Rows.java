package dev.descent.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Functions of whole rows: `rows` rows of `columns` elements each, one after the other from an
/// offset.
///
/// Sums over a row have the canonical order of [Reduction]. A row's result depends on that row
/// alone. The file is long by the losses' lists of parameters, a line each.
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
    softmax(x, xo, y, yo, first, rows, columns);
  }

  /// The rows [first, rows), one by one.
  static void softmax(float[] x, int xo, float[] y, int yo, int first, int rows, int columns) {
    for (int r = first; r < rows; r++) {
      int from = xo + r * columns;
      int row = yo + r * columns;
      float max = max(x, from, columns);
      divide(y, row, exponentials(x, from, max, y, row, columns), 1f, columns);
    }
  }

  /// Computes `y[r, c] = (x[r, c] - max) - ln Σ e(x[r, :] - max)`.
  public static void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    int first = 0;
    if (isShort(Readiness.SHORT_LOG_SOFTMAX, rows, columns)) {
      first = VectorShortRows.logSoftmax(x, xo, y, yo, rows, columns);
    }
    logSoftmax(x, xo, y, yo, first, rows, columns);
  }

  /// The rows [first, rows), one by one.
  static void logSoftmax(float[] x, int xo, float[] y, int yo, int first, int rows, int columns) {
    for (int r = first; r < rows; r++) {
      int from = xo + r * columns;
      int row = yo + r * columns;
      float max = max(x, from, columns);
      float log = Maths.log(sumExp(x, from, max, columns));
      if (vector(Readiness.SHIFT, columns)) {
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
        VectorRows.APART.logCentered(y, yo + o, g, go + o, s, dx, dxo + o, columns);
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
    losses(x, xo, labels, lo, null, 0, y, yo, null, 0, rows, columns, ignored);
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
    losses(x, xo, labels, lo, factor, fo, null, 0, dx, dxo, rows, columns, ignored);
  }

  /// Computes what `crossEntropy` and `crossEntropyGradient` compute, exponentials and their sums
  /// once.
  ///
  /// @param number what the first of these rows is called in an error
  /// @throws IllegalArgumentException if a label is not in [0, columns) and not `ignored`
  public static void lossAndGradient(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float[] factor,
      int fo,
      float[] y,
      int yo,
      float[] dx,
      int dxo,
      int rows,
      int columns,
      int ignored,
      int number) {
    requireLabels(labels, lo, rows, columns, ignored, number);
    losses(x, xo, labels, lo, factor, fo, y, yo, dx, dxo, rows, columns, ignored);
  }

  /// Losses, if there is a y, and their gradient, if there are factors and a dx.
  private static void losses(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float @Nullable [] factor,
      int fo,
      float @Nullable [] y,
      int yo,
      float @Nullable [] dx,
      int dxo,
      int rows,
      int columns,
      int ignored) {
    int first = 0;
    if (isShort(Readiness.SHORT_LOSS, rows, columns)) {
      first =
          VectorShortRows.losses(
              x, xo, labels, lo, factor, fo, y, yo, dx, dxo, rows, columns, ignored);
    }
    losses(x, xo, labels, lo, factor, fo, y, yo, dx, dxo, first, rows, columns, ignored);
  }

  /// The rows [first, rows), one by one.
  static void losses(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float @Nullable [] factor,
      int fo,
      float @Nullable [] y,
      int yo,
      float @Nullable [] dx,
      int dxo,
      int first,
      int rows,
      int columns,
      int ignored) {
    for (int r = first; r < rows; r++) {
      int label = labels[lo + r];
      int from = xo + r * columns;
      int row = dxo + r * columns;
      float loss = 0f;
      if (label != ignored) {
        float max = max(x, from, columns);
        float hit = x[from + label] - max;
        float sum =
            dx == null
                ? sumExp(x, from, max, columns)
                : exponentials(x, from, max, dx, row, columns);
        loss = y == null ? 0f : Maths.log(sum) - hit;
        if (dx != null && factor != null) {
          float f = factor[fo + r];
          float atLabel = (dx[row + label] / sum - 1f) * f;
          divide(dx, row, sum, f, columns);
          dx[row + label] = atLabel;
        }
      } else if (dx != null) {
        Arrays.fill(dx, row, row + columns, 0f);
      }
      if (y != null) {
        y[yo + r] = loss;
      }
    }
  }

  private static boolean isShort(int kernel, int rows, int columns) {
    return columns <= SHORT && rows >= 4 && Reduction.vector(kernel, rows * columns);
  }

  /// Whether a row should go through vectors by itself. Short rows do so together, or are the few
  /// that are left: kernels for single ones would keep the compiler busy for seconds, for nothing.
  private static boolean vector(int kernel, int columns) {
    return isLong(columns) && Reduction.vector(kernel, columns);
  }

  private static boolean isLong(int columns) {
    return columns > SHORT || Kernels.FORCED;
  }

  private static float max(float[] x, int from, int n) {
    return isLong(n) ? Reduction.max(x, from, n) : ScalarReduction.max(x, from, n);
  }

  private static float sumExp(float[] x, int from, float max, int n) {
    return isLong(n) ? Reduction.sumExp(x, from, max, n) : ScalarReduction.sumExp(x, from, max, n);
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

  /// Writes e(x - max) to y and returns the sum, leaf by leaf while it is in the first cache.
  private static float exponentials(float[] x, int xo, float max, float[] y, int yo, int n) {
    if (n > Reduction.LEAF) {
      int left = Reduction.left(n);
      return exponentials(x, xo, max, y, yo, left)
          + exponentials(x, xo + left, max, y, yo + left, n - left);
    }
    if (vector(Readiness.EXPONENTIALS, n)) {
      VectorRows.APART.exponentials(x, xo, max, y, yo, n);
    } else {
      ScalarRows.exponentials(x, xo, max, y, yo, n);
    }
    return isLong(n) ? Reduction.leafSum(y, yo, n) : ScalarReduction.sum(y, yo, n);
  }

  private static void divide(float[] y, int yo, float by, float factor, int n) {
    if (vector(Readiness.DIVIDE, n)) {
      VectorRows.divide(y, yo, by, factor, n);
    } else {
      ScalarRows.divide(y, yo, by, factor, n);
    }
  }
}

package dev.descent.kernel;

import static dev.descent.kernel.Fma.fma;

import java.util.Arrays;

/// What the functions of [Rows] do with each element of one row, in plain loops.
final class ScalarRows {
  private ScalarRows() {}

  /// y = e^(x - max).
  static void exponentials(float[] x, int xo, float max, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.expNegative(x[xo + i] - max);
    }
  }

  /// y = (x - max) - log.
  static void shift(float[] x, int xo, float max, float log, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (x[xo + i] - max) - log;
    }
  }

  /// y = y / by · factor, in place.
  static void divide(float[] y, int yo, float by, float factor, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = y[yo + i] / by * factor;
    }
  }

  /// dx = y (g - d).
  static void centered(float[] y, int yo, float[] g, int go, float d, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] = y[yo + i] * (g[go + i] - d);
    }
  }

  /// dx = fma(-e^y, s, g) for y ≤ 0.
  static void logCentered(
      float[] y, int yo, float[] g, int go, float s, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] = fma(-Maths.expNegative(y[yo + i]), s, g[go + i]);
    }
  }

  static void softmax(float[] x, int xo, float[] y, int yo, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      exponentials(x, xo + r * n, ScalarReduction.max(x, xo + r * n, n), y, yo + r * n, n);
      divide(y, yo + r * n, ScalarReduction.sum(y, yo + r * n, n), 1f, n);
    }
  }

  static void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      float max = ScalarReduction.max(x, xo + r * n, n);
      float log = Maths.log(ScalarReduction.sumExp(x, xo + r * n, max, n));
      shift(x, xo + r * n, max, log, y, yo + r * n, n);
    }
  }

  static void crossEntropy(
      float[] x, int xo, int[] labels, int lo, float[] y, int yo, int rows, int n, int ignored) {
    for (int r = 0; r < rows; r++) {
      int label = labels[lo + r];
      int row = xo + r * n;
      float max = ScalarReduction.max(x, row, n);
      float log = Maths.log(ScalarReduction.sumExp(x, row, max, n));
      y[yo + r] = label == ignored ? 0f : log - (x[row + label] - max);
    }
  }

  static void crossEntropyGradient(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float[] factor,
      int fo,
      float[] dx,
      int dxo,
      int rows,
      int n,
      int ignored) {
    for (int r = 0; r < rows; r++) {
      int label = labels[lo + r];
      int row = dxo + r * n;
      if (label == ignored) {
        Arrays.fill(dx, row, row + n, 0f);
        continue;
      }
      exponentials(x, xo + r * n, ScalarReduction.max(x, xo + r * n, n), dx, row, n);
      float sum = ScalarReduction.sum(dx, row, n);
      float hit = (dx[row + label] / sum - 1f) * factor[fo + r];
      divide(dx, row, sum, factor[fo + r], n);
      dx[row + label] = hit;
    }
  }
}

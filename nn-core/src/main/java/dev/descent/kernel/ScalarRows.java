package dev.descent.kernel;

import static dev.descent.kernel.Fma.fma;

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
}

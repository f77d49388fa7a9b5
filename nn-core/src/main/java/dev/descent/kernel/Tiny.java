package dev.descent.kernel;

/// The kernels for a handful of numbers: methods so small that the JIT puts them into the caller,
/// where extents are literals, and unrolls them. The same bits as the doors that they stand for.
///
/// A program of tiny layers (2-8-1, one row) spends most of its time on the way into general
/// kernels.
public final class Tiny {
  /// Products of at most this many multiplications are tiny.
  public static final int PRODUCT = 256;

  /// Elementwise functions of at most this many elements are tiny.
  public static final int ELEMENTS = 64;

  private Tiny() {}

  /// Computes C[i, j] = the chain over k of [Gemm]; element (i, k) of op(A) is `a[ao + i*ai +
  /// k*ak]`, and so on.
  public static void product(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ai,
      int ak,
      float[] b,
      int bo,
      int bk,
      int bj,
      float[] c,
      int co) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float y = 0f;
        for (int l = 0; l < k; l++) {
          y = Fma.fma(a[ao + i * ai + l * ak], b[bo + l * bk + j * bj], y);
        }
        c[co + i * n + j] = y;
      }
    }
  }

  /// Adds a row to each row of y.
  public static void addRow(float[] row, int from, float[] y, int yo, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[yo + i * columns + j] += row[from + j];
      }
    }
  }

  /// Computes y = +0 + x: a sum of one term.
  public static void sumOfOne(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 0f + x[xo + i];
    }
  }

  /// Computes [Elementwise#AFFINE].
  public static void affine(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Fma.fma(x[xo + i], p, q);
    }
  }

  /// Computes [Elementwise#RELU].
  public static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(x[xo + i], 0f);
    }
  }

  /// Computes [Elementwise#SQUARE].
  public static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
  }

  /// Computes [Elementwise#TANH].
  public static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.tanh(x[xo + i]);
    }
  }

  /// Computes [Elementwise#SIGMOID].
  public static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.sigmoid(x[xo + i]);
    }
  }

  /// Computes [Elementwise#ADD].
  public static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  /// Computes [Elementwise#SUBTRACT].
  public static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  /// Computes [Elementwise#MULTIPLY].
  public static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  /// Computes [Elementwise#RELU_GRADIENT].
  public static void reluGradient(float[] x, int xo, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] > 0f ? g[go + i] : 0f;
    }
  }

  /// Computes [Elementwise#TANH_GRADIENT].
  public static void tanhGradient(float[] a, int ao, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = g[go + i] * Fma.fma(-a[ao + i], a[ao + i], 1f);
    }
  }

  /// Computes [Elementwise#SIGMOID_GRADIENT].
  public static void sigmoidGradient(
      float[] a, int ao, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = g[go + i] * Fma.fma(-a[ao + i], a[ao + i], a[ao + i]);
    }
  }
}

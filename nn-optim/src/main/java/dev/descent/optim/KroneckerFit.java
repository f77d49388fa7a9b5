package dev.descent.optim;

import dev.descent.optim.spi.Algebra;

/// One step of fitting the triangular factors of [PsgdKron], in `double` on one thread.
final class KroneckerFit {
  private KroneckerFit() {}

  /// Fits the factors to a gradient g and a probe v, which starts at an index.
  static void fit(
      Sides sides,
      Algebra algebra,
      float[] g,
      float[] v,
      int from,
      double rate,
      float[] left,
      float[] right) {
    int m = sides.rows();
    int n = sides.columns();
    double[] a = algebra.doubles(0, m * n);
    double[] b = algebra.doubles(1, m * n);
    for (int i = 0; i < m * n; i++) {
      a[i] = g[i];
      b[i] = v[from + i];
    }
    if (sides.left()) {
      onLeft(m, n, left, a, b);
    }
    if (sides.right()) {
      onRight(m, n, right, a, b);
    }
    if (sides.left()) {
      turn(algebra, m, n, n, 1, a, b, rate, left);
    }
    if (sides.right()) {
      turn(algebra, n, m, 1, n, a, b, rate, right);
    }
  }

  /// a ← Q·a, b ← Q⁻ᵀ·b.
  private static void onLeft(int m, int n, float[] q, double[] a, double[] b) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = i; k < m; k++) {
          sum += q[i * m + k] * a[k * n + j];
        }
        a[i * n + j] = sum; // rows below are still the old ones
        double rest = b[i * n + j];
        for (int k = 0; k < i; k++) {
          rest -= q[k * m + i] * b[k * n + j];
        }
        b[i * n + j] = rest / q[i * m + i];
      }
    }
  }

  /// a ← a·Sᵀ, b ← b·S⁻¹.
  private static void onRight(int m, int n, float[] s, double[] a, double[] b) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = j; k < n; k++) {
          sum += a[i * n + k] * s[j * n + k];
        }
        a[i * n + j] = sum;
        double rest = b[i * n + j];
        for (int k = 0; k < j; k++) {
          rest -= b[i * n + k] * s[k * n + j];
        }
        b[i * n + j] = rest / s[j * n + j];
      }
    }
  }

  /// q ← q − rate·triu(A − B)/|A + B|·q, where A, B are the second moments of a and b along an axis
  /// with `count` elements; `stride` lies between them, `other` between the `length` elements
  /// across.
  private static void turn(
      Algebra algebra,
      int count,
      int length,
      int stride,
      int other,
      double[] a,
      double[] b,
      double rate,
      float[] q) {
    double[] difference = algebra.doubles(2, count * count);
    double[] sum = algebra.doubles(3, count * count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double first = 0;
        double second = 0;
        for (int k = 0; k < length; k++) {
          first += a[i * stride + k * other] * a[j * stride + k * other];
          second += b[i * stride + k * other] * b[j * stride + k * other];
        }
        difference[j * count + i] = first - second; // the upper triangle
        sum[i * count + j] = first + second;
        sum[j * count + i] = first + second;
      }
    }
    double factor = rate / (norm(count, sum) + Double.MIN_NORMAL);
    for (int i = 0; i < count; i++) { // row i of the product needs rows from i on only
      for (int j = count - 1; j >= i; j--) {
        double change = 0;
        for (int k = i; k <= j; k++) {
          change += difference[i * count + k] * q[k * count + j];
        }
        sum[i * count + j] = q[i * count + j] - factor * change;
      }
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        q[i * count + j] = j < i ? 0f : (float) sum[i * count + j];
      }
    }
  }

  /// Returns a lower bound of the largest eigenvalue: one power step from the longest row.
  static double norm(int n, double[] a) {
    int longest = 0;
    double most = -1;
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int j = 0; j < n; j++) {
        square += a[i * n + j] * a[i * n + j];
      }
      if (square > most) {
        most = square;
        longest = i;
      }
    }
    double square = 0;
    for (int j = 0; j < n; j++) {
      double image = 0;
      for (int k = 0; k < n; k++) {
        image += a[longest * n + k] * a[k * n + j];
      }
      square += image * image;
    }
    return most > 0 ? Math.sqrt(square / most) : 0;
  }

  /// Gives both factors the same largest number, leaving their product.
  static void balance(Sides sides, float[] left, float[] right) {
    double first = largest(left, sides.rows());
    double second = largest(right, sides.columns());
    float factor = (float) Math.sqrt(second / first);
    for (int i = 0; i < sides.rows() * sides.rows(); i++) {
      left[i] *= factor;
    }
    for (int i = 0; i < sides.columns() * sides.columns(); i++) {
      right[i] /= factor;
    }
  }

  private static double largest(float[] q, int n) {
    double largest = 0;
    for (int i = 0; i < n * n; i++) {
      largest = Math.max(largest, Math.abs(q[i]));
    }
    return largest;
  }
}

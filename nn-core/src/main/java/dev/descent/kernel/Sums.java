package dev.descent.kernel;

/// Sums over long vectors: leaves of 1024 elements in 16 virtual lanes in `float`, the leaves'
/// results added in `double`, ascending.
public final class Sums {
  private Sums() {}

  /// Returns Σ x² over [from, to).
  public static double sumSquares(float[] x, int from, int to) {
    return dot(x, from, x, from, to - from);
  }

  /// Returns Σ a·b over n elements.
  public static double dot(float[] a, int ao, float[] b, int bo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += Reduction.LEAF) {
      sum += Reduction.leafDot(a, ao + i, b, bo + i, Math.min(Reduction.LEAF, n - i));
    }
    return sum;
  }

  /// Returns Σ x over [from, to).
  public static double sum(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i += Reduction.LEAF) {
      sum += Reduction.leafSum(x, i, Math.min(Reduction.LEAF, to - i));
    }
    return sum;
  }

  /// Returns Σ |x| over [from, to).
  public static double sumAbs(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i += Reduction.LEAF) {
      sum += Reduction.leafSumAbs(x, i, Math.min(Reduction.LEAF, to - i));
    }
    return sum;
  }

  /// Returns the largest |x| over [from, to), NaN if any element is NaN, 0 for none.
  public static float maxAbs(float[] x, int from, int to) {
    return Reduction.maxAbs(x, from, to - from);
  }
}

package dev.descent.optim.engine;

import dev.descent.kernel.Sums;

/// Inner products for rules, right up to the largest numbers.
final class Dots {
  private Dots() {}

  /// Returns Σ a·b over n elements: in the canonical order, and if its `float` products overflow,
  /// one after the other in `double`, where they cannot.
  static double dot(float[] a, int ao, float[] b, int bo, int n) {
    double sum = Sums.dot(a, ao, b, bo, n);
    if (Math.abs(sum) <= Double.MAX_VALUE) {
      return sum;
    }
    sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[ao + i] * b[bo + i];
    }
    return sum;
  }
}

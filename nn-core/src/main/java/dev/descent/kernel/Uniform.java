package dev.descent.kernel;

import dev.descent.random.Keys;

/// Random numbers written to arrays.
public final class Uniform {
  /// Fewer numbers are not worth a vector.
  private static final int VECTOR_MINIMUM = 64;

  private Uniform() {}

  /// Computes y[yo + i] = Keys.uniform(key, first + i) for 0 ≤ i < n.
  public static void fill(long key, long first, float[] y, int yo, int n) {
    if (Kernels.VECTOR && n >= VECTOR_MINIMUM && Readiness.of(Readiness.UNIFORM, n)) {
      VectorUniform.fill(key, first, y, yo, n);
    } else {
      scalar(key, first, y, yo, n);
    }
  }

  static void scalar(long key, long first, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Keys.uniform(key, first + i);
    }
  }
}

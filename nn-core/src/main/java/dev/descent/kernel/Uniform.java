package dev.descent.kernel;

import dev.descent.random.Keys;

/// Random numbers written to arrays.
public final class Uniform {
  private Uniform() {}

  /// Computes y[yo + i] = Keys.uniform(key, first + i) for 0 ≤ i < n.
  public static void fill(long key, long first, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Keys.uniform(key, first + i);
    }
  }
}

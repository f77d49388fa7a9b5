package dev.descent.benchmarks;

import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Gemm;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;

/// One product to measure: C [m, n] = op(A) [m, k] · op(B) [k, n], of random operands.
final class GemmShape {
  final int m;
  final int n;
  final int k;
  private final boolean ta;
  private final boolean tb;
  private final float[] a;
  private final float[] b;
  private final float[] c;

  private GemmShape(int m, int n, int k, boolean ta, boolean tb) {
    this.m = m;
    this.n = n;
    this.k = k;
    this.ta = ta;
    this.tb = tb;
    a = random(1, m * k);
    b = random(2, k * n);
    c = new float[m * n];
    multiply(Team.single());
    check();
  }

  /// Returns the product of a linear layer with `m` rows, `n` outputs and `k` inputs.
  ///
  /// @param name `m32k64n128`
  /// @param kind `forward` (X·Wᵀ), `weights` (dYᵀ·X), `inputs` (dY·W) or `plain` (A·B)
  static GemmShape of(String name, String kind) {
    String[] parts = name.split("[mkn]", -1);
    int m = Integer.parseInt(parts[1]);
    int k = Integer.parseInt(parts[2]);
    int n = Integer.parseInt(parts[3]);
    return switch (kind) {
      case "forward" -> new GemmShape(m, n, k, false, true);
      case "weights" -> new GemmShape(n, k, m, true, false);
      case "inputs" -> new GemmShape(m, k, n, false, false);
      case "plain" -> new GemmShape(m, n, k, false, false);
      default ->
          throw new IllegalArgumentException(
              "kind must be forward, weights, inputs or plain, was " + kind);
    };
  }

  double flops() {
    return 2.0 * m * n * k;
  }

  float[] multiply(Team team) {
    Gemm.multiply(
        team,
        m,
        n,
        k,
        a,
        0,
        ta ? m : k,
        ta,
        b,
        0,
        tb ? k : n,
        tb,
        c,
        0,
        n,
        false,
        null,
        0,
        Elementwise.IDENTITY,
        0,
        0);
    return c;
  }

  private void check() {
    for (int j = 0; j < n; j += 7) {
      int i = j % m;
      double sum = 0;
      for (int l = 0; l < k; l++) {
        sum += (double) a[ta ? l * m + i : i * k + l] * b[tb ? j * k + l : l * n + j];
      }
      if (!(Math.abs(c[i * n + j] - sum) <= 1e-5 * k)) {
        throw new IllegalStateException(
            "product [%d, %d] must be near %s, was %s".formatted(i, j, sum, c[i * n + j]));
      }
    }
  }

  private static float[] random(int stream, int size) {
    float[] x = new float[size];
    long key = Keys.fold(Keys.of(1), stream);
    for (int i = 0; i < size; i++) {
      x[i] = 2 * Keys.uniform(key, i) - 1;
    }
    return x;
  }
}

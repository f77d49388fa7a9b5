package dev.descent.kernel;

import com.sun.management.ThreadMXBean;
import dev.descent.parallel.Team;
import java.lang.management.ManagementFactory;

/// Prints the bytes that the calling thread allocates in products, once they are compiled. A
/// program of its own: what else a JVM has run decides how C2 compiles them.
final class GemmAllocation {
  private static final int N = 70;
  private static final int MANY_ROWS = 16 * N; // of which a part has more than are packed at once
  private static final float[] X = new float[MANY_ROWS * N];
  private static final float[] C = new float[MANY_ROWS * N];

  /// A matrix that the second cache does not hold.
  private static final int LARGE = (int) (Caches.second() / 4 / N + 1) / 16 * 16 + 17;

  private static final float[] B = new float[LARGE * N];
  private static final float[] MANY_COLUMNS = new float[LARGE];

  private GemmAllocation() {}

  public static void main(String[] arguments) {
    try (Team team = Team.of(2)) {
      long bytes = least(() -> multiply(team));
      bytes += least(() -> multiplyFew(team));
      bytes += least(() -> multiplyNarrow(team));
      bytes += least(() -> multiplyLarge(team));
      bytes += least(() -> share(team, N));
      bytes += least(() -> share(team, MANY_ROWS));
      System.out.println("allocated " + bytes);
    }
  }

  /// Until C2 has compiled it, the Vector API allocates; nothing tells when, so one round in many
  /// must be clean.
  private static long least(Runnable products) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 50_000 && best > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      products.run();
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // The counter moves in steps of a few hundred bytes for asking it.
      best = Math.min(best, allocated < 200 ? 0 : allocated);
    }
    return best;
  }

  private static void multiply(Team team) {
    for (int flags = 0; flags < 8; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      boolean more = (flags & 4) != 0; // packed, also where B would not have to be
      int relu = Elementwise.RELU;
      Gemm.multiply(team, N, N, N, X, 0, N, ta, X, 0, N, tb, C, 0, N, more, X, 0, relu, 0, 0);
    }
  }

  /// Few rows and few columns of matrices stored along the inner extent.
  private static void multiplyFew(Team team) {
    int relu = Elementwise.RELU;
    int many = 2 * N;
    for (int few = 1; few <= FewRows.MOST; few++) {
      Gemm.multiply(
          team, few, many, N, X, 0, N, false, X, 0, N, true, C, 0, many, false, X, 0, relu, 0, 0);
      Gemm.multiply(
          team, many, few, N, X, 0, N, false, X, 0, N, true, C, 0, few, false, X, 0, relu, 0, 0);
    }
  }

  /// Columns of a panel and fewer.
  private static void multiplyNarrow(Team team) {
    for (int flags = 0; flags < 4; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      for (int n = FewRows.MOST + 1; n <= Panels.COLUMNS; n += 3) {
        int lda = ta ? N - 1 : N;
        int ldb = tb ? N : n;
        Gemm.multiply(
            team, N - 1, n, N, X, 0, lda, ta, X, 0, ldb, tb, C, 0, n, false, X, 0, 0, 0, 0);
      }
    }
  }

  /// A row times a large matrix, whose columns are no whole vectors.
  private static void multiplyLarge(Team team) {
    float[] c = MANY_COLUMNS;
    for (int flags = 0; flags < 2; flags++) {
      boolean more = flags != 0;
      Gemm.multiply(
          team, 1, LARGE, N, X, 0, N, false, B, 0, LARGE, false, c, 0, LARGE, more, null, 0, 0, 0,
          0);
    }
  }

  /// Shared by the team, whatever the size.
  private static void share(Team team, int m) {
    for (int flags = 0; flags < 8; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      boolean more = (flags & 4) != 0;
      int ai = ta ? 1 : N;
      int ak = ta ? m : 1;
      Product product = Product.ofThread();
      product.set(m, N, N, X, 0, ai, ak, X, 0, tb ? 1 : N, tb ? N : 1, C, 0, N, more);
      product.epilogue(X, 0, Elementwise.RELU, 0, 0);
      team.run(product.divide(4), product);
    }
  }
}

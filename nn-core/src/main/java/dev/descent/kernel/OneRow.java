package dev.descent.kernel;

/// The product of one row with a matrix stored as [n, k], a request that is served: every element
/// of B is needed once, so packing it costs more than the product. Eight chains run side by side.
final class OneRow {
  private static final int CHAINS = 8;

  private OneRow() {}

  /// Whether rows of a product come here.
  static boolean applies(Product x, int rows) {
    return rows == 1 && x.bk == 1;
  }

  /// Computes row i and columns [j0, j1) of C without the epilogue.
  static void region(Product x, int i, int j0, int j1) {
    for (int j = j0; j < j1; j += CHAINS) {
      int last = Math.min(CHAINS, j1 - j) - 1;
      int from = x.bo + j * x.bj;
      int to = x.co + i * x.ldc + j;
      eight(x.k, x.a, x.ao + i * x.ai, x.ak, x.b, from, x.bj, last, x.c, to, x.accumulate);
    }
  }

  /// Chains beyond the last one repeat it and are dropped.
  private static void eight(
      int k,
      float[] a,
      int ao,
      int ak,
      float[] b,
      int b0,
      int ldb,
      int last,
      float[] c,
      int co,
      boolean accumulate) {
    int b1 = b0 + Math.min(1, last) * ldb;
    int b2 = b0 + Math.min(2, last) * ldb;
    int b3 = b0 + Math.min(3, last) * ldb;
    int b4 = b0 + Math.min(4, last) * ldb;
    int b5 = b0 + Math.min(5, last) * ldb;
    int b6 = b0 + Math.min(6, last) * ldb;
    int b7 = b0 + last * ldb;
    float y0 = accumulate ? c[co] : 0f;
    float y1 = accumulate ? c[co + Math.min(1, last)] : 0f;
    float y2 = accumulate ? c[co + Math.min(2, last)] : 0f;
    float y3 = accumulate ? c[co + Math.min(3, last)] : 0f;
    float y4 = accumulate ? c[co + Math.min(4, last)] : 0f;
    float y5 = accumulate ? c[co + Math.min(5, last)] : 0f;
    float y6 = accumulate ? c[co + Math.min(6, last)] : 0f;
    float y7 = accumulate ? c[co + last] : 0f;
    for (int l = 0; l < k; l++) {
      float x = a[ao + l * ak];
      y0 = Fma.fma(x, b[b0 + l], y0);
      y1 = Fma.fma(x, b[b1 + l], y1);
      y2 = Fma.fma(x, b[b2 + l], y2);
      y3 = Fma.fma(x, b[b3 + l], y3);
      y4 = Fma.fma(x, b[b4 + l], y4);
      y5 = Fma.fma(x, b[b5 + l], y5);
      y6 = Fma.fma(x, b[b6 + l], y6);
      y7 = Fma.fma(x, b[b7 + l], y7);
    }
    // From the last to the first, so that a repeated chain does no harm.
    c[co + last] = y7;
    c[co + Math.min(6, last)] = y6;
    c[co + Math.min(5, last)] = y5;
    c[co + Math.min(4, last)] = y4;
    c[co + Math.min(3, last)] = y3;
    c[co + Math.min(2, last)] = y2;
    c[co + Math.min(1, last)] = y1;
    c[co] = y0;
  }
}

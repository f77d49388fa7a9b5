package dev.descent.kernel;

/// The product of one row with a matrix stored as [n, k], or of a matrix stored as [m, k] with one
/// column, in plain code: every element of the matrix is needed once, so packing it costs more than
/// the product. Eight chains run side by side. [FewRows] does the same in vectors.
final class OneRow {
  private static final int CHAINS = 8;

  private OneRow() {}

  /// Computes rows [i0, i1) and columns [j0, j1) of C without the epilogue, if they are one row or
  /// one column of such a product; otherwise returns false.
  static boolean region(Product x, int i0, int i1, int j0, int j1) {
    if (i1 - i0 == 1 && x.bk == 1) {
      int row = x.ao + i0 * x.ai;
      int from = x.bo + j0 * x.bj;
      int to = x.co + i0 * x.ldc + j0;
      chains(j1 - j0, x.k, x.a, row, x.ak, x.b, from, x.bj, x.c, to, 1, x.accumulate);
      return true;
    }
    if (j1 - j0 == 1 && x.ak == 1) {
      int column = x.bo + j0 * x.bj;
      int from = x.ao + i0 * x.ai;
      int to = x.co + i0 * x.ldc + j0;
      chains(i1 - i0, x.k, x.b, column, x.bk, x.a, from, x.ai, x.c, to, x.ldc, x.accumulate);
      return true;
    }
    return false;
  }

  /// Computes `n` chains: element l of a, `ak` apart, times element l of each row of b, the rows
  /// `ldb` apart; they go to c, `cs` apart.
  static void chains(
      int n,
      int k,
      float[] a,
      int ao,
      int ak,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int cs,
      boolean accumulate) {
    for (int j = 0; j < n; j += CHAINS) {
      int last = Math.min(CHAINS, n - j) - 1;
      eight(k, a, ao, ak, b, bo + j * ldb, ldb, last, c, co + j * cs, cs, accumulate);
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
      int cs,
      boolean accumulate) {
    int b1 = b0 + Math.min(1, last) * ldb;
    int b2 = b0 + Math.min(2, last) * ldb;
    int b3 = b0 + Math.min(3, last) * ldb;
    int b4 = b0 + Math.min(4, last) * ldb;
    int b5 = b0 + Math.min(5, last) * ldb;
    int b6 = b0 + Math.min(6, last) * ldb;
    int b7 = b0 + last * ldb;
    float y0 = accumulate ? c[co] : 0f;
    float y1 = accumulate ? c[co + Math.min(1, last) * cs] : 0f;
    float y2 = accumulate ? c[co + Math.min(2, last) * cs] : 0f;
    float y3 = accumulate ? c[co + Math.min(3, last) * cs] : 0f;
    float y4 = accumulate ? c[co + Math.min(4, last) * cs] : 0f;
    float y5 = accumulate ? c[co + Math.min(5, last) * cs] : 0f;
    float y6 = accumulate ? c[co + Math.min(6, last) * cs] : 0f;
    float y7 = accumulate ? c[co + last * cs] : 0f;
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
    c[co + last * cs] = y7;
    c[co + Math.min(6, last) * cs] = y6;
    c[co + Math.min(5, last) * cs] = y5;
    c[co + Math.min(4, last) * cs] = y4;
    c[co + Math.min(3, last) * cs] = y3;
    c[co + Math.min(2, last) * cs] = y2;
    c[co + Math.min(1, last) * cs] = y1;
    c[co] = y0;
  }
}

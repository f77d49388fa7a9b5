package dev.descent.kernel;

/// Products so small that any preparation costs more than it saves: plain chains, four side by side
/// to hide latency.
final class SmallGemm {
  /// The largest m·n·k that comes here.
  static final int MAX_WORK = 1024;

  private SmallGemm() {}

  /// C[i, j] = chain over k, without an epilogue; element (i, k) of op(A) is `a[ao + i*ai + k*ak]`,
  /// and so on.
  static void multiply(
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
      int co,
      int ci,
      boolean accumulate) {
    if (n < 4 && m > n) {
      // Few columns: four rows side by side, of the transposed product.
      chains(n, m, k, b, bo, bj, bk, a, ao, ak, ai, c, co, 1, ci, accumulate);
    } else {
      chains(m, n, k, a, ao, ai, ak, b, bo, bk, bj, c, co, ci, 1, accumulate);
    }
  }

  private static void chains(
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
      int co,
      int ci,
      int cj,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int row = ao + i * ai;
      int out = co + i * ci;
      int j = 0;
      for (; j + 4 <= n; j += 4) {
        int at = out + j * cj;
        float y0 = accumulate ? c[at] : 0f;
        float y1 = accumulate ? c[at + cj] : 0f;
        float y2 = accumulate ? c[at + 2 * cj] : 0f;
        float y3 = accumulate ? c[at + 3 * cj] : 0f;
        int column = bo + j * bj;
        for (int l = 0; l < k; l++) {
          float x = a[row + l * ak];
          int from = column + l * bk;
          y0 = Fma.fma(x, b[from], y0);
          y1 = Fma.fma(x, b[from + bj], y1);
          y2 = Fma.fma(x, b[from + 2 * bj], y2);
          y3 = Fma.fma(x, b[from + 3 * bj], y3);
        }
        c[at] = y0;
        c[at + cj] = y1;
        c[at + 2 * cj] = y2;
        c[at + 3 * cj] = y3;
      }
      for (; j < n; j++) {
        float y = accumulate ? c[out + j * cj] : 0f;
        int column = bo + j * bj;
        for (int l = 0; l < k; l++) {
          y = Fma.fma(a[row + l * ak], b[column + l * bk], y);
        }
        c[out + j * cj] = y;
      }
    }
  }
}

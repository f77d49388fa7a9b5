package dev.descent.kernel;

/// The product of few rows with a matrix stored as [n, k], requests that are served, or of a matrix
/// stored as [m, k] with few columns: every element of the matrix is needed so rarely that packing
/// it costs more than the product. Chains of as many rows of the matrix as a vector has lanes run
/// side by side, and blocks of it are transposed in registers on the way.
///
/// Where rows of the matrix are left over at the end, the last vector reaches back and computes
/// some of its neighbours' chains again: the same chains from +0, the same bits.
final class FewRows {
  /// Rows of a kernel, at most.
  static final int MOST = 4;

  /// Rows of the matrix, at least, for vectors of any width.
  private static final int MANY = 16;

  /// The least inner extent that pays.
  private static final int LONG = 16;

  /// Rows for which any matrix is too large to be packed.
  private static final int FEWER = 2;

  /// Elements of the matrix, at least, where there are more rows.
  private static final int LARGE = 1 << 13;

  /// Vectors with fewer lanes have no more chains side by side than plain code.
  private static final int LANES = 8;

  private FewRows() {}

  /// Whether that is so, and the kernels are compiled.
  static boolean suits(Product x, int rows, int columns) {
    return fits(x, rows, columns)
        && Readiness.of(Readiness.FEW_ROWS, x.k * Math.max(rows, columns))
        && (Lanes.COUNT >= LANES || Kernels.FORCED);
  }

  /// Whether some rows and columns of a product are better computed so.
  static boolean fits(Product x, int rows, int columns) {
    return x.ak == 1
        && x.bk == 1
        && !x.accumulate
        && x.k >= LONG
        && Math.min(rows, columns) <= MOST
        && Math.max(rows, columns) >= MANY
        && (rows <= FEWER || columns <= MOST || x.k * columns >= LARGE);
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C without the epilogue.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int rows = i1 - i0;
    int columns = j1 - j0;
    int a = x.ao + i0 * x.ai;
    int b = x.bo + j0 * x.bj;
    int c = x.co + i0 * x.ldc + j0;
    if (rows <= columns) {
      chains(rows, x.a, a, x.ai, columns, x.b, b, x.bj, x.k, x.c, c, x.ldc, 1);
    } else {
      chains(columns, x.b, b, x.bj, rows, x.a, a, x.ai, x.k, x.c, c, 1, x.ldc);
    }
  }

  /// Runs all kernels, for their warm-up; nothing where [#suits] will have none.
  static void tiles(int steps, float[] x, float[] y) {
    for (int rows = Lanes.COUNT < LANES ? 0 : MOST; rows > 0; rows /= 2) {
      FewRowsWriter.KERNELS.multiply(rows, 1, steps, rows - 1, x, 0, 16, x, 0, 16, y, 0, 16);
    }
  }

  /// Multiplies few rows of x with many of w; element (r, j) goes to `c[co + r*cr + j*cj]`.
  private static void chains(
      int few,
      float[] x,
      int xo,
      int xs,
      int many,
      float[] w,
      int wo,
      int ws,
      int k,
      float[] c,
      int co,
      int cr,
      int cj) {
    int lanes = FewRowsWriter.LANES;
    int whole = k & -FewRowsWriter.COLUMNS;
    int rows = few == 3 ? MOST : few;
    boolean apart = cj > 1; // then chains that lie side by side are scattered
    float[] y = apart ? Chains.OF_THREAD.get() : c;
    for (int next = 0; next < many; next += lanes) {
      int j = Math.min(next, many - lanes);
      int from = wo + j * ws;
      int to = co + j * cj;
      FewRowsWriter.KERNELS.multiply(
          rows, 1, whole, few - 1, x, xo, xs, w, from, ws, y, apart ? 0 : to, apart ? lanes : cr);
      for (int r = 0; r < few; r++) {
        for (int i = 0; apart && i < lanes; i++) {
          c[to + r * cr + i * cj] = y[r * lanes + i];
        }
        if (whole < k) {
          int rest = xo + r * xs + whole;
          int out = to + r * cr;
          OneRow.chains(lanes, k - whole, x, rest, 1, w, from + whole, ws, c, out, cj, true);
        }
      }
    }
  }

  /// The chains of one vector for each row, before they are scattered.
  private static final class Chains {
    static final ThreadLocal<float[]> OF_THREAD =
        ThreadLocal.withInitial(() -> new float[MOST * FewRowsWriter.LANES]);
  }
}

package dev.descent.kernel;

import java.util.Arrays;

/// Few rows times a matrix stored as [k, n]: every row of C grows by multiples of rows of B
/// (`axpy`), [#STEPS] of them at a time. So B is read once in the order in which it lies, and there
/// are as many chains in flight as C has columns, where a tile in registers has one for each of its
/// vectors.
///
/// An element of C takes its multiply-adds in the same order as everywhere, so it has the same
/// bits.
final class AxpyGemm {
  /// Rows of B at a time.
  static final int STEPS = 8;

  /// Rows of C, at most; more are faster packed.
  private static final int MOST = 4;

  /// Columns, at least, with one row and with more: there are as many chains in flight, and tiles
  /// in registers use an element of B for every row.
  private static final int FEW = 128;

  private static final int MANY = 512;

  /// Elements of B, at least, on any machine: so tiny programs look at no caches.
  private static final int LEAST = 1 << 16;

  /// With up to two rows it pays as soon as the second cache does not hold the region's part of B,
  /// with more when it does not hold so many parts of all of B: then rows of B are far apart.
  private static final int TIMES = 4;

  /// Columns at a time: a piece of each row of C and of [#STEPS] rows of B stays in the second
  /// cache.
  static final int COLUMNS = 4096;

  private AxpyGemm() {}

  /// Whether some rows and columns of a product are better computed so, and the kernels are
  /// compiled.
  static boolean suits(Product x, int rows, int columns) {
    return fits(x, rows, columns) && Readiness.of(Readiness.AXPY, x.k * columns);
  }

  /// Whether some rows and columns of a product are better computed so.
  static boolean fits(Product x, int rows, int columns) {
    long size = (long) x.k * (rows > 2 ? x.bk : columns);
    return x.bj == 1
        && rows <= MOST
        && columns >= (rows == 1 ? FEW : MANY)
        && size >= LEAST
        && size >= (rows > 2 ? TIMES : 1) * Caches.second() / Float.BYTES;
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C without the epilogue. Where columns are left
  /// over at the end, the last vector reaches back and computes some of its neighbours' chains
  /// again, unless they begin with what C holds.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int whole = j0 + (j1 - j0) / Lanes.COUNT * Lanes.COUNT;
    for (int j = j0; j < whole; j += COLUMNS) {
      piece(x, i0, i1, j, Math.min(COLUMNS, whole - j));
    }
    if (whole < j1 && x.accumulate) {
      rest(x, i0, i1, whole, j1);
    } else if (whole < j1) {
      piece(x, i0, i1, j1 - Lanes.COUNT, Lanes.COUNT);
    }
  }

  private static void rest(Product x, int i0, int i1, int j0, int j1) {
    int a = x.ao + i0 * x.ai;
    int b = x.bo + j0;
    int c = x.co + i0 * x.ldc + j0;
    SmallGemm.multiply(
        i1 - i0, j1 - j0, x.k, x.a, a, x.ai, x.ak, x.b, b, x.bk, 1, x.c, c, x.ldc, true);
  }

  private static void piece(Product x, int i0, int i1, int j, int columns) {
    if (!x.accumulate) {
      for (int i = i0; i < i1; i++) {
        int c = x.co + i * x.ldc + j;
        Arrays.fill(x.c, c, c + columns, 0f);
      }
    }
    int l = 0;
    for (; l <= x.k - STEPS; l += STEPS) {
      int b = x.bo + l * x.bk + j;
      for (int i = i0; i < i1; i++) {
        int a = x.ao + i * x.ai + l * x.ak;
        VectorAxpy.APART.eight(x.a, a, x.ak, x.b, b, x.bk, x.c, x.co + i * x.ldc + j, columns);
      }
    }
    for (; l < x.k; l++) {
      int b = x.bo + l * x.bk + j;
      for (int i = i0; i < i1; i++) {
        float a = x.a[x.ao + i * x.ai + l * x.ak];
        VectorAxpy.APART.one(a, x.b, b, x.c, x.co + i * x.ldc + j, columns);
      }
    }
  }
}

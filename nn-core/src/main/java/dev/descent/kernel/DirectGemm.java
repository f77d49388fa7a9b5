package dev.descent.kernel;

import java.util.ArrayList;
import java.util.List;

/// Products that pack nothing: B is stored as [k, n] and fits into the first cache, or there are no
/// more rows than a tile has, so that it is read once.
///
/// Where rows or columns are left over at the end, the last tile reaches back and computes some of
/// its neighbours' elements again: the same chains from +0, the same bits.
final class DirectGemm {
  private static final int L = VectorWidth.SPECIES.length();

  /// Rows of a tile.
  private static final int ROWS = 4;

  /// Rows of a tile that is narrow, and of one where there are not so many.
  private static final int MANY = 8;

  private static final int FEW = 2;

  /// The most vectors of a tile: with 16 registers two, so that 8 accumulators, a row of B and an
  /// element of A have one each.
  private static final int VECTORS = Panels.TILE.rows() < MANY ? 2 : 4;

  /// Vectors of a tile with few rows, unless it has one.
  private static final int LONG = 4;

  private static final DirectKernels KERNELS = DirectKernelWriter.write(sizes());

  /// Elements that the first cache holds.
  private static final long FIRST = Caches.first() / 4;

  private DirectGemm() {}

  /// Whether some rows and columns of a product are better computed so.
  static boolean suits(Product x, int rows, int columns) {
    return x.bj == 1
        && !x.accumulate
        && columns >= L
        && (rows <= ROWS || (long) x.k * x.bk <= FIRST);
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C with the epilogue.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int columns = j1 - j0;
    int rows = i1 - i0;
    boolean one = rows == 1; // it is computed as two rows that lie at the same place
    int width;
    for (int done = 0; done < columns; done += width) {
      int vectors = vectors(rows, columns - done, columns);
      int height = height(rows, vectors);
      width = vectors * L;
      int j = j0 + Math.min(done, columns - width);
      for (int row = i0; row < i1; row += height) {
        int i = one ? i0 : Math.min(row, i1 - height);
        KERNELS.multiply(
            height,
            vectors,
            x.k,
            x.a,
            x.ao + i * x.ai,
            one ? 0 : x.ai,
            x.ak,
            x.b,
            x.bo + j,
            x.bk,
            x.c,
            x.co + i * x.ldc + j,
            one ? 0 : x.ldc);
      }
    }
    x.finish(i0, rows, j0, columns);
  }

  /// Runs a kernel, for its warm-up.
  static void tile(int rows, int vectors, int steps, float[] x) {
    int columns = vectors * L;
    KERNELS.multiply(rows, vectors, steps, x, 0, steps, 1, x, 0, columns, x, 0, columns);
  }

  /// Returns rows and vectors of all kernels.
  static List<int[]> sizes() {
    List<int[]> sizes = new ArrayList<>();
    for (int vectors = VECTORS; vectors > 0; vectors--) {
      sizes.add(new int[] {ROWS, vectors});
      if (height(MANY, vectors) == MANY) {
        sizes.add(new int[] {MANY, vectors});
      }
    }
    sizes.add(new int[] {FEW, LONG});
    sizes.add(new int[] {FEW, 1});
    return sizes;
  }

  /// Returns the vectors of the next tile where some of all columns are left. There are so many
  /// columns that it can reach back.
  private static int vectors(int rows, int left, int columns) {
    int most = Math.min((left + L - 1) / L, columns / L);
    if (rows < ROWS) {
      return most >= LONG ? LONG : 1;
    }
    return Math.min(most, VECTORS);
  }

  private static int height(int rows, int vectors) {
    if (rows < ROWS) {
      return FEW;
    }
    return rows >= MANY && vectors <= VECTORS / 2 && VECTORS > 2 ? MANY : ROWS;
  }
}

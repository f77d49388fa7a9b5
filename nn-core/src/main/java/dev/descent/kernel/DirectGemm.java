package dev.descent.kernel;

import java.util.ArrayList;
import java.util.List;

/// Products that read A where it lies. B, stored as [k, n], is read where it lies if it fits into
/// the first cache, or into the second with few rows, or is read once as there are no more rows
/// than a tile has. With eight rows or more and no more columns than a panel it is packed into one,
/// unless it is stored as [k, n] in whole vectors and is read where it lies.
///
/// Where rows or columns are left over at the end, the last tile reaches back and computes some of
/// its neighbours' elements again: the same chains from +0, the same bits. Tiles of a panel that is
/// wider than the columns store whole vectors, which reach into the rows of C below. These are
/// written later, by tiles below or by the same tile, whose kernel stores its rows from the first
/// to the last ([DirectKernelWriter]); so rows of C must follow each other without gaps.
final class DirectGemm {
  private static final int L = VectorWidth.SPECIES.length();

  /// Rows of a tile.
  private static final int ROWS = 4;

  /// Rows of a tile with one vector, and rows that there must be for tiles of more than [#ROWS].
  private static final int MANY = 8;

  /// Rows of a tile where there are fewer than [#ROWS].
  private static final int FEW = 2;

  /// The most vectors of a tile: with 16 registers three, so that 12 accumulators, a row of B and
  /// an element of A have one each.
  private static final int VECTORS = Panels.TILE.rows() < MANY ? 3 : 4;

  /// Vectors of a tile with few rows, unless it has one.
  private static final int LONG = 4;

  private static final DirectKernels KERNELS = DirectKernelWriter.write(sizes());

  /// Elements that the first cache holds.
  private static final long FIRST = Caches.first() / 4;

  /// Elements that the second cache holds.
  private static final long SECOND = Caches.second() / 4;

  /// The most rows for which B is read from there.
  private static final int SOME = 16;

  private DirectGemm() {}

  /// Whether some rows and columns of a product are better computed so.
  static boolean suits(Product x, int rows, int columns) {
    return !x.accumulate && (inPanel(x, rows, columns) || inPlace(x, rows, columns));
  }

  /// Whether B is better packed into one panel. Rows of C follow each other, so these are all
  /// columns of the product; they are few, so the inner extent is one that [SplitGemm] leaves whole
  /// and B fits into a slot. A that is stored as [k, m] is read in pieces of its rows, which is
  /// slow from beyond the second cache.
  private static boolean inPanel(Product x, int rows, int columns) {
    return columns <= Panels.COLUMNS
        && rows >= MANY
        && x.ldc == columns
        && (x.ak == 1 || (long) rows * x.k <= SECOND)
        && (x.bj != 1 || columns % L != 0 || !inPlace(x, rows, columns));
  }

  private static boolean inPlace(Product x, int rows, int columns) {
    return x.bj == 1
        && columns >= L
        && (rows <= ROWS || (long) x.k * x.bk <= (rows <= SOME ? SECOND : FIRST));
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C with the epilogue.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int rows = i1 - i0;
    int columns = j1 - j0;
    if (inPanel(x, rows, columns)) {
      int slot = Panels.take();
      try {
        VectorGemm.packB(x, 0, columns, 0, x.k, slot + Panels.B, 0, false);
        panel(x, i0, i1, slot);
      } finally {
        Panels.give(slot);
      }
    } else {
      tiles(x, i0, i1, j0, columns);
    }
    x.finish(i0, rows, j0, columns);
  }

  /// Multiplies by B where it lies.
  private static void tiles(Product x, int i0, int i1, int j0, int columns) {
    int rows = i1 - i0;
    boolean one = rows == 1; // it is computed as two rows that lie at the same place
    int width;
    for (int done = 0; done < columns; done += width) {
      int vectors = vectors(rows, columns - done, columns);
      width = vectors * L;
      int j = j0 + Math.min(done, columns - width);
      int height;
      for (int row = i0; row < i1; row += height) {
        height = height(rows, i1 - row, vectors);
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
  }

  /// Multiplies by the panel in a slot, tiles from the first row to the last. What a tile would
  /// store beyond the rows of the region goes with it to scratch, and only its rows are copied.
  private static void panel(Product x, int i0, int i1, int slot) {
    int columns = x.n;
    int vectors = (columns + L - 1) / L;
    int height;
    int end = x.co + i1 * columns;
    for (int row = i0; row < i1; row += height) {
      height = height(i1 - i0, i1 - row, vectors);
      int i = Math.min(row, i1 - height);
      int out = x.co + i * columns;
      boolean inside = end - out - height * columns >= vectors * L - columns;
      KERNELS.multiply(
          height,
          vectors,
          x.k,
          x.a,
          x.ao + i * x.ai,
          x.ai,
          x.ak,
          Panels.ALL,
          slot + Panels.B,
          Panels.COLUMNS,
          inside ? x.c : Panels.ALL,
          inside ? out : slot + Panels.C,
          columns);
      if (!inside) {
        System.arraycopy(Panels.ALL, slot + Panels.C, x.c, out, height * columns);
      }
    }
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
      if (most(vectors) > ROWS) {
        sizes.add(new int[] {most(vectors), vectors});
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

  /// Returns the rows of the next tile where some of all rows are left. Unless there is one, there
  /// are so many that it can reach back.
  private static int height(int rows, int left, int vectors) {
    if (rows < ROWS || (left <= FEW && vectors == LONG)) {
      return FEW;
    }
    int most = most(vectors);
    boolean two = left > most && left <= 2 * ROWS; // low ones, where a high one would leave a few
    return rows >= MANY && left > ROWS && !two ? most : ROWS;
  }

  /// Returns the rows of a tile of some vectors where there are enough: with one or two vectors
  /// about as many accumulators as the widest tile has, eight at least.
  private static int most(int vectors) {
    return switch (vectors) {
      case 1 -> MANY;
      case 2 -> ROWS * VECTORS / 2;
      default -> ROWS;
    };
  }
}

package dev.descent.kernel;

import java.util.ArrayList;
import java.util.List;

/// Products that read A where it lies. B, stored as [k, n], is read where it lies if it fits into
/// the first cache, or into the second with few rows, or is read once as there are no more rows
/// than a tile has. With eight rows or more and few columns it is packed into a panel or two,
/// unless it is stored as [k, n] and can be read where it lies.
///
/// Where rows or columns are left over at the end, the last tile reaches back and computes some of
/// its neighbours' elements again: the same chains from +0, the same bits. Tiles of a panel that is
/// wider than its columns store whole vectors, which reach into the rows of C below. These are
/// written later, by the panel before, by tiles below or by the same tile, whose kernel stores its
/// rows from the first to the last ([DirectKernelWriter]); so the last panel comes first, and rows
/// of C must follow each other without gaps.
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

  /// Elements between panels: these are no multiple of a large power of two apart.
  private static final int PAD = 16;

  /// The most columns for which B is packed and A is not.
  static final int NARROW = Math.max(32, Panels.COLUMNS);

  private DirectGemm() {}

  /// Whether some rows and columns of a product are better computed so.
  static boolean suits(Product x, int rows, int columns) {
    return !x.accumulate && (inPanel(x, rows, columns) || inPlace(x, rows, columns));
  }

  /// Whether B is better packed, and A is not. Rows of C follow each other, so these are all
  /// columns of the product; they are few, so the inner extent is one that [SplitGemm] leaves whole
  /// and B fits into a slot. A panel that is not full is better than a tile that reaches back.
  private static boolean inPanel(Product x, int rows, int columns) {
    return columns <= NARROW
        && rows >= MANY
        && x.ldc == columns
        && (x.bj != 1
            || (columns % L != 0 && columns <= Panels.COLUMNS)
            || !inPlace(x, rows, columns));
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
        int panel = x.k * Panels.COLUMNS + PAD;
        VectorGemm.packB(x, 0, columns, 0, x.k, slot + Panels.B, panel, false);
        for (int p = (columns - 1) / Panels.COLUMNS; p >= 0; p--) {
          panel(x, i0, i1, p * Panels.COLUMNS, slot, slot + Panels.B + p * panel);
        }
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

  /// Multiplies by a panel in a slot, tiles from the first row to the last. What a tile would store
  /// beyond the rows of the region goes with it to scratch, and only its elements are copied.
  ///
  /// @param j the panel's first column
  private static void panel(Product x, int i0, int i1, int j, int slot, int panel) {
    int columns = Math.min(Panels.COLUMNS, x.n - j);
    int vectors = (columns + L - 1) / L;
    int height;
    int end = x.co + i1 * x.n;
    for (int row = i0; row < i1; row += height) {
      height = height(i1 - i0, i1 - row, vectors);
      int i = Math.min(row, i1 - height);
      int out = x.co + i * x.n + j;
      boolean inside = out + (height - 1) * x.n + vectors * L <= end;
      KERNELS.multiply(
          height,
          vectors,
          x.k,
          x.a,
          x.ao + i * x.ai,
          x.ai,
          x.ak,
          Panels.ALL,
          panel,
          Panels.COLUMNS,
          inside ? x.c : Panels.ALL,
          inside ? out : slot + Panels.C,
          inside ? x.n : columns);
      for (int r = 0; r < height && !inside; r++) {
        System.arraycopy(Panels.ALL, slot + Panels.C + r * columns, x.c, out + r * x.n, columns);
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
    return rows >= MANY && left > ROWS ? most(vectors) : ROWS;
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

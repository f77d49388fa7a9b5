package dev.descent.kernel;

/// The product with the Vector API: rows of A and panels of B, some vectors wide, are packed into
/// [Panels], and a micro-kernel takes each pair through a slice of the inner extent, its tile of C
/// in registers.
///
/// There are two orders. Where there are up to [Panels#ROWS] rows, all of them are packed once for
/// a slice; then some columns of B at a time: those that fit, or where B is stored as [n, k] a
/// group, used while it is in the L2 cache. Where there are more rows, or all columns of B stored
/// as [k, n] fit, columns are packed once for a slice; then some rows of A at a time, as many as
/// stay in the L2 cache, go through all panels. Slices are long, so that C is rarely read again.
///
/// Slices continue the chains, so the sizes of blocks never show in the bits; they are chosen for
/// caches. The inner extent is never padded. Rows are padded to panels and columns to whole
/// vectors, in a tile beside C.
final class VectorGemm {
  private static final int L = VectorWidth.SPECIES.length();
  private static final Tile TILE = Panels.TILE;
  private static final MicroKernels KERNELS = MicroKernelWriter.write(TILE);

  /// Columns of a whole tile.
  static final int TILE_COLUMNS = Panels.COLUMNS;

  /// Columns of a group of panels.
  private static final int GROUP = Panels.GROUP * TILE_COLUMNS;

  /// The longest slice where many columns are packed. Shorter slices leave room for more columns,
  /// and memory is read faster in long rows; processors with vectors of 512 bit, whose second
  /// caches are larger, gain more by touching C once.
  private static final int SHORT_DEPTH = L < 16 ? 704 : Panels.DEPTH;

  /// The same where B stored as [k, n] does not fit and is packed piece by piece: the sooner a
  /// piece is used, the nearer it still is.
  private static final int PIECE_DEPTH = L < 16 ? 352 : Panels.DEPTH;

  /// Whether such pieces are read one row of memory after the other, instead of eight at a time.
  private static final boolean ROW_BY_ROW = L >= 16;

  private static final float[] ZEROS = new float[TILE_COLUMNS];

  private VectorGemm() {}

  /// Whether rows and columns are whole panels of the tile's width.
  static boolean isWhole(int rows, int columns) {
    return TILE.padded(rows) == rows && columns % TILE_COLUMNS == 0;
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C with the epilogue; the inner extent is at
  /// least 1.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int slot = Panels.take();
    try {
      blocks(x, i0, i1, j0, j1, slot);
    } finally {
      Panels.give(slot);
    }
  }

  /// Runs a micro-kernel on whatever the panels hold, for its warm-up.
  static void tile(int rows, int vectors, int steps, float[] c) {
    int slot = Panels.take();
    try {
      KERNELS.multiply(rows, vectors, steps, slot, slot + Panels.B, c, 0, 0, c, 0, 0);
    } finally {
      Panels.give(slot);
    }
  }

  private static void blocks(Product x, int i0, int i1, int j0, int j1, int slot) {
    int rows = i1 - i0;
    int most = width(panel(even(x.k, SHORT_DEPTH, 8)), Panels.B);
    if (rows <= Panels.ROWS && (x.bj != 1 || j1 - j0 > most)) {
      narrow(x, i0, rows, j0, j1, slot);
    } else {
      wide(x, i0, i1, j0, j1, slot);
    }
  }

  /// Returns how many columns of B can be packed, in panels `panel` apart.
  ///
  /// @param first where they begin in a slot
  private static int width(int panel, int first) {
    return (Panels.C - first) / panel * TILE_COLUMNS;
  }

  /// Packs many columns of B, then some rows of A at a time.
  private static void wide(Product x, int i0, int i1, int j0, int j1, int slot) {
    int depth = even(x.k, SHORT_DEPTH, 8);
    int panel = panel(depth);
    int width = even(j1 - j0, width(panel, Panels.B), TILE_COLUMNS);
    int height = even(i1 - i0, Panels.HEIGHT, TILE.rows());
    int bo = slot + Panels.B;
    for (int j = j0; j < j1; j += width) {
      int columns = Math.min(width, j1 - j);
      for (int l = 0; l < x.k; l += depth) {
        int kc = Math.min(depth, x.k - l);
        packB(x, j, columns, l, kc, bo, panel, false);
        for (int i = i0; i < i1; i += height) {
          int rows = Math.min(height, i1 - i);
          packA(x, i, rows, l, kc, slot);
          block(x, i, rows, j, columns, l, kc, slot, bo, panel, slot + Panels.C);
        }
      }
    }
  }

  /// Packs all rows of A, then some columns of B at a time. Stored as [n, k] they lie in rows of
  /// memory and can be read as well in small pieces, else as many are packed as fit.
  private static void narrow(Product x, int i0, int all, int j0, int j1, int slot) {
    int first = Panels.ROWS * Panels.ROW;
    int depth = even(x.k, x.bj == 1 ? PIECE_DEPTH : Panels.DEPTH, 8);
    int panel = panel(depth);
    int width = x.bj == 1 ? even(j1 - j0, width(panel, first), TILE_COLUMNS) : GROUP;
    int height = even(all, Panels.HEIGHT, TILE.rows());
    for (int l = 0; l < x.k; l += depth) {
      int kc = Math.min(depth, x.k - l);
      packA(x, i0, all, l, kc, slot);
      for (int j = j0; j < j1; j += width) {
        int columns = Math.min(width, j1 - j);
        packB(x, j, columns, l, kc, slot + first, panel, ROW_BY_ROW);
        for (int i = 0; i < all; i += height) {
          int rows = Math.min(height, all - i);
          int ao = slot + i * Panels.ROW;
          block(x, i0 + i, rows, j, columns, l, kc, ao, slot + first, panel, slot + Panels.C);
        }
      }
    }
  }

  /// Returns the elements from one panel of B to the next: no multiple of a large power of two.
  private static int panel(int depth) {
    return depth * TILE_COLUMNS + 16;
  }

  /// Returns the length of pieces of about the same length, at most `most`, a multiple of `grain`
  /// if there are several.
  private static int even(int extent, int most, int grain) {
    int pieces = (extent + most - 1) / most;
    return pieces == 1 ? extent : ((extent + pieces - 1) / pieces + grain - 1) / grain * grain;
  }

  private static void packA(Product x, int i, int rows, int l, int kc, int slot) {
    int from = x.ao + i * x.ai + l * x.ak;
    if (x.ak == 1) {
      PanelPacking.rowsOfA(TILE.padded(rows), rows, kc, x.a, from, x.ai, slot);
    } else {
      PanelPacking.columnsOfA(TILE.padded(rows), rows, kc, x.a, from, x.ak, slot);
    }
  }

  static void packB(
      Product x, int j, int columns, int l, int kc, int to, int panel, boolean large) {
    int from = x.bo + l * x.bk + j * x.bj;
    if (x.bj == 1) {
      PanelPacking.rowsOfB(columns, kc, x.b, from, x.bk, to, panel, large);
    } else {
      PanelPacking.columnsOfB(columns, kc, x.b, from, x.bj, to, panel);
    }
  }

  /// Takes some rows and columns of C through one slice: a group of panels at a time, which stays
  /// in the L2 cache, and tiles side by side, so that C is written in the order in which it lies.
  ///
  /// @param firstRow where rows of A are packed
  /// @param firstPanel where columns of B are packed, in panels `panel` apart
  /// @param spare where there is room for a tile of C
  private static void block(
      Product x,
      int i,
      int rows,
      int j,
      int columns,
      int l,
      int kc,
      int firstRow,
      int firstPanel,
      int panel,
      int spare) {
    int bo = firstPanel;
    int c = 0;
    while (c < columns) {
      int end = Math.min(columns, c + GROUP);
      int next = c;
      int b = bo;
      int height;
      for (int r = 0; r < rows; r += height) {
        height = TILE.height(rows - r);
        int vectors;
        b = bo;
        for (next = c; next < end; next += vectors * L) {
          vectors = TILE.width((columns - next + L - 1) / L);
          int valid = Math.min(vectors * L, columns - next);
          int out = x.co + (i + r) * x.ldc + j + next;
          int ao = firstRow + r * Panels.ROW;
          tile(x, height, vectors, l, kc, ao, b, out, Math.min(height, rows - r), valid, spare);
          b += panel;
        }
      }
      c = next;
      bo = b;
    }
    if (l + kc == x.k) {
      x.finish(i, rows, j, columns);
    }
  }

  /// Takes a tile through one slice: from C, or +0 if it is the first.
  private static void tile(
      Product x,
      int height,
      int vectors,
      int l,
      int kc,
      int ao,
      int bo,
      int out,
      int present,
      int valid,
      int spare) {
    boolean fromC = l > 0 || x.accumulate;
    int width = vectors * L;
    if (valid == width && present == height) {
      float[] from = fromC ? x.c : ZEROS;
      int fo = fromC ? out : 0;
      int fs = fromC ? x.ldc : 0;
      KERNELS.multiply(height, vectors, kc, ao, bo, from, fo, fs, x.c, out, x.ldc);
    } else {
      float[] from = fromC ? Panels.ALL : ZEROS;
      int fo = fromC ? spare : 0;
      int fs = fromC ? width : 0;
      if (fromC) {
        copy(present, valid, x.c, out, x.ldc, Panels.ALL, spare, width);
      }
      KERNELS.multiply(height, vectors, kc, ao, bo, from, fo, fs, Panels.ALL, spare, width);
      copy(present, valid, Panels.ALL, spare, width, x.c, out, x.ldc);
    }
  }

  private static void copy(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int yo, int ys) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, fo + r * fs, to, yo + r * ys, columns);
    }
  }
}

package dev.descent.kernel;

/// The product with the Vector API: rows of A and panels of B, some vectors wide, are packed into
/// [Panels], and a micro-kernel takes each pair through a slice of the inner extent, its tile of C
/// in registers.
///
/// Columns of B that fit are packed once for a slice; then some rows of A at a time, as many as
/// stay in the L2 cache, go through all panels. Slices are long, so C is rarely more than written.
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
    int depth = even(x.k, Panels.DEPTH, 8);
    int width = even(j1 - j0, Panels.WIDTH, TILE_COLUMNS);
    for (int j = j0; j < j1; j += width) {
      int columns = Math.min(width, j1 - j);
      for (int l = 0; l < x.k; l += depth) {
        int kc = Math.min(depth, x.k - l);
        int from = x.bo + l * x.bk + j * x.bj;
        if (x.bj == 1) {
          PanelPacking.rowsOfB(columns, kc, x.b, from, x.bk, slot + Panels.B);
        } else {
          PanelPacking.columnsOfB(columns, kc, x.b, from, x.bj, slot + Panels.B);
        }
        for (int i = i0; i < i1; i += Panels.HEIGHT) {
          int rows = Math.min(Panels.HEIGHT, i1 - i);
          packA(x, i, rows, l, kc, slot);
          block(x, i, rows, j, columns, l, kc, slot);
          if (l + kc == x.k) {
            x.finish(i, rows, j, columns);
          }
        }
      }
    }
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

  /// Takes some rows and columns of C through one slice: from C, or +0 if it is the first.
  private static void block(
      Product x, int i, int rows, int j, int columns, int l, int kc, int slot) {
    boolean fromC = l > 0 || x.accumulate;
    int tile = slot + Panels.C;
    int bo = slot + Panels.B;
    int vectors;
    for (int c = 0; c < columns; c += vectors * L, bo += Panels.PANEL) {
      vectors = TILE.width((columns - c + L - 1) / L);
      int width = vectors * L;
      int valid = Math.min(width, columns - c);
      int height;
      for (int r = 0; r < rows; r += height) {
        height = TILE.height(rows - r);
        int out = x.co + (i + r) * x.ldc + j + c;
        int ao = slot + r * Panels.ROW;
        int present = Math.min(height, rows - r);
        if (valid == width && present == height) {
          float[] from = fromC ? x.c : ZEROS;
          int fo = fromC ? out : 0;
          int fs = fromC ? x.ldc : 0;
          KERNELS.multiply(height, vectors, kc, ao, bo, from, fo, fs, x.c, out, x.ldc);
        } else {
          float[] from = fromC ? Panels.ALL : ZEROS;
          int fo = fromC ? tile : 0;
          int fs = fromC ? width : 0;
          if (fromC) {
            copy(present, valid, x.c, out, x.ldc, Panels.ALL, tile, width);
          }
          KERNELS.multiply(height, vectors, kc, ao, bo, from, fo, fs, Panels.ALL, tile, width);
          copy(present, valid, Panels.ALL, tile, width, x.c, out, x.ldc);
        }
      }
    }
  }

  private static void copy(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int yo, int ys) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, fo + r * fs, to, yo + r * ys, columns);
    }
  }
}

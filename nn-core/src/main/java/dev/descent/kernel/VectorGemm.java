package dev.descent.kernel;

/// The product with the Vector API: B is packed into panels some vectors wide, A into panels some
/// rows high, and a micro-kernel takes each pair through a slice of the inner extent, its tile of C
/// in registers.
///
/// A block of C, all rows of A that are packed by few columns, goes through all slices before the
/// next one begins. Between slices its tiles lie one after the other in a buffer: in C they would
/// be a power of two apart as often as not, and fall on the same few cache lines.
///
/// Slices continue the chains, so the sizes of blocks never show in the bits; they are chosen for
/// caches. The inner extent is never padded. Rows are padded to panels and columns to whole
/// vectors, in a tile beside C.
final class VectorGemm {
  /// The longest slice of the inner extent: a panel of B should stay in the L1 cache beside one of
  /// A.
  private static final int DEPTH = 256;

  /// Rows of A that are packed at a time, at most; a multiple of 6 and 8.
  private static final int HEIGHT = 336;

  /// Elements of A that are packed at a time where there are more than [#MIN_HEIGHT] rows.
  private static final int PACKED = 1 << 22;

  private static final int MIN_HEIGHT = 48;

  /// Columns of B that are packed at a time, to stay in the L2 cache; a multiple of 2 and 3
  /// vectors.
  private static final int WIDTH = 384;

  private static final int L = VectorWidth.SPECIES.length();
  private static final Tile TILE = Tile.of(L);
  private static final MicroKernels KERNELS = MicroKernelWriter.write(TILE);

  /// Columns of a whole tile.
  static final int TILE_COLUMNS = TILE.vectors() * L;

  /// Elements of a whole tile.
  static final int TILE_SIZE = TILE.rows() * TILE_COLUMNS;

  /// Rows that panels may be higher than what they hold, at most.
  private static final int PADDING = Tile.SHORT;

  private static final float[] ZEROS = new float[TILE_COLUMNS];

  private VectorGemm() {}

  /// Whether rows and columns are whole panels of the tile's width.
  static boolean isWhole(int rows, int columns) {
    return TILE.padded(rows) == rows && columns % TILE_COLUMNS == 0;
  }

  /// Computes rows [i0, i1) and columns [j0, j1) of C with the epilogue; the inner extent is at
  /// least 1.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int slices = (x.k + DEPTH - 1) / DEPTH;
    int depth = ((x.k + slices - 1) / slices + 7) & -8;
    int most = Math.clamp(PACKED / x.k, MIN_HEIGHT, HEIGHT);
    int height = Math.min(most - most % TILE.rows(), i1 - i0);
    int width = Math.min(WIDTH, j1 - j0);
    PanelBuffers buffers =
        PanelBuffers.ofThread(
            (height + PADDING) * x.k + 16,
            (width + TILE_COLUMNS) * depth,
            slices > 1 ? (width + TILE_COLUMNS) * (height + PADDING) : 0);
    for (int i = i0; i < i1; i += height) {
      int rows = Math.min(height, i1 - i);
      for (int l = 0; l < x.k; l += depth) {
        packA(x, i, rows, l, Math.min(depth, x.k - l), TILE.padded(rows) * l, buffers.a);
      }
      for (int j = j0; j < j1; j += width) {
        int columns = Math.min(width, j1 - j);
        for (int l = 0; l < x.k; l += depth) {
          int kc = Math.min(depth, x.k - l);
          packB(x, l, kc, j, columns, buffers.b);
          block(x, i, rows, j, columns, l, kc, TILE.padded(rows) * l, buffers);
        }
        x.finish(i, rows, j, columns);
      }
    }
  }

  private static void packB(Product x, int l, int kc, int j, int columns, float[] to) {
    int c = 0;
    if (x.bj == 1) {
      int panels = TILE.wholeWidths((columns + L - 1) / L);
      int wholes = Math.min(panels, columns / TILE_COLUMNS);
      int at = x.bo + l * x.bk + j;
      PanelPacking.rows(wholes, TILE.vectors(), kc, x.b, at, x.bk, to);
      c = wholes * TILE_COLUMNS;
    }
    int vectors;
    for (; c < columns; c += vectors * L) {
      vectors = TILE.width((columns - c + L - 1) / L);
      for (int v = 0; v < vectors; v++) {
        int at = c + v * L;
        int out = c * kc + v * L;
        int valid = Math.min(L, columns - at);
        if (x.bj == 1) {
          PanelPacking.strip(kc, valid, x.b, x.bo + l * x.bk + j + at, x.bk, to, out, vectors);
        } else {
          PanelPacking.columns(kc, valid, x.b, x.bo + l + (j + at) * x.bj, x.bj, to, out, vectors);
        }
      }
    }
  }

  private static void packA(Product x, int i, int rows, int l, int kc, int start, float[] panels) {
    int from = x.ao + i * x.ai + l * x.ak;
    int r = 0;
    if (x.ak != 1) {
      int wholes = TILE.wholeHeights(rows);
      r =
          TILE.rows()
              * PanelPacking.columnsOfA(wholes, TILE.rows(), kc, x.a, from, x.ak, panels, start);
    }
    int height;
    for (; r < rows; r += height) {
      height = TILE.height(rows - r);
      int valid = Math.min(height, rows - r);
      int to = start + r * kc;
      if (x.ak == 1) {
        PanelPacking.transposedA(height, valid, kc, x.a, from + r * x.ai, x.ai, panels, to);
      } else {
        PanelPacking.anyColumnsOfA(height, valid, kc, x.a, from + r, x.ak, panels, to);
      }
    }
  }

  /// Takes some rows and columns of C through one slice: from C or +0 if it is the first, to C if
  /// it is the last.
  private static void block(
      Product x,
      int i,
      int rows,
      int j,
      int columns,
      int l,
      int kc,
      int start,
      PanelBuffers buffers) {
    boolean first = l == 0;
    boolean last = l + kc == x.k;
    int vectors;
    for (int c = 0; c < columns; c += vectors * L) {
      vectors = TILE.width((columns - c + L - 1) / L);
      int width = vectors * L;
      int valid = Math.min(width, columns - c);
      int height;
      for (int r = 0; r < rows; r += height) {
        height = TILE.height(rows - r);
        int out = x.co + (i + r) * x.ldc + j + c;
        int present = Math.min(height, rows - r);
        boolean whole = valid == width && present == height;
        int between = c * TILE.padded(rows) + r * width;
        float[] from = buffers.between;
        int fo = between;
        int fs = width;
        if (first) {
          from = x.accumulate ? whole ? x.c : buffers.tile : ZEROS;
          fo = x.accumulate && whole ? out : 0;
          fs = x.accumulate ? whole ? x.ldc : width : 0;
          if (x.accumulate && !whole) {
            copy(present, valid, x.c, out, x.ldc, buffers.tile, 0, width);
          }
        }
        float[] to = last ? whole ? x.c : buffers.tile : buffers.between;
        int yo = last ? whole ? out : 0 : between;
        int ys = last && whole ? x.ldc : width;
        int ao = start + r * kc;
        KERNELS.multiply(
            height, vectors, kc, buffers.a, ao, buffers.b, c * kc, from, fo, fs, to, yo, ys);
        if (last && !whole) {
          copy(present, valid, buffers.tile, 0, width, x.c, out, x.ldc);
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

package dev.descent.kernel;

import java.lang.foreign.MemorySegment;

/// The product with the Vector API: B is packed into panels some vectors wide, A into panels some
/// rows high, and a micro-kernel takes each pair through a slice of the inner extent, its tile of C
/// in registers.
///
/// Slices continue the chains from C, so the sizes of blocks never show in the bits; they are
/// chosen for caches. The inner extent is never padded. Rows are taken exactly; columns are padded
/// to whole vectors, in a tile beside C.
final class VectorGemm {
  /// The widest tile.
  static final int MAX_TILE_COLUMNS = 48;

  /// The longest slice of the inner extent: a panel of B should stay in the L1 cache beside one of
  /// A.
  private static final int DEPTH = 512;

  /// Rows of A that are packed at a time, to stay in the L2 cache; a multiple of 4, 5 and 8.
  private static final int HEIGHT = 160;

  /// Up to so many rows, A is packed once for all columns of B, which are packed few at a time and
  /// stay in the L2 cache.
  private static final int MAX_SINGLE = 320;

  /// Columns of B that are packed at a time then; a multiple of 2 and 3 vectors.
  private static final int SINGLE_WIDTH = 192;

  /// Columns of B that are packed at a time otherwise.
  private static final int WIDTH = 3072;

  /// Rows of B that are packed at a time, so that a page is left only when it is done.
  private static final int PACKED_ROWS = 64;

  private static final int L = VectorWidth.SPECIES.length();
  private static final MicroKernels KERNELS = L >= 16 ? new WideKernels() : new NarrowKernels();

  /// Columns of a whole tile.
  static final int TILE_COLUMNS = KERNELS.vectors(Integer.MAX_VALUE) * L;

  private static final float[] ZEROS = new float[MAX_TILE_COLUMNS];

  private VectorGemm() {}

  /// Computes rows [i0, i1) and columns [j0, j1) of C with the epilogue; the inner extent is at
  /// least 1.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    int slices = (x.k + DEPTH - 1) / DEPTH;
    int depth = ((x.k + slices - 1) / slices + 7) & -8;
    boolean single = i1 - i0 <= MAX_SINGLE;
    int height = single ? i1 - i0 : HEIGHT;
    int width = Math.min(single ? SINGLE_WIDTH : WIDTH, j1 - j0);
    PanelBuffers buffers =
        PanelBuffers.ofThread(
            height * MicroKernels.ROW_STRIDE + 16, (width + MAX_TILE_COLUMNS) * depth);
    for (int l = 0; l < x.k; l += depth) {
      int kc = Math.min(depth, x.k - l);
      if (single) {
        packA(x, i0, height, l, kc, buffers);
      }
      for (int j = j0; j < j1; j += width) {
        int columns = Math.min(width, j1 - j);
        packB(x, l, kc, j, columns, buffers.b);
        for (int i = i0; i < i1; i += height) {
          int rows = Math.min(height, i1 - i);
          if (!single) {
            packA(x, i, rows, l, kc, buffers);
          }
          block(x, i, rows, j, columns, l, kc, buffers);
          if (l + kc == x.k) {
            x.finish(i, rows, j, columns);
          }
        }
      }
    }
  }

  private static void packB(Product x, int l, int kc, int j, int columns, MemorySegment to) {
    int step = x.bj == 1 ? PACKED_ROWS : kc;
    for (int from = 0; from < kc; from += step) {
      int depth = Math.min(step, kc - from);
      int vectors;
      for (int c = 0; c < columns; c += vectors * L) {
        vectors = KERNELS.vectors((columns - c + L - 1) / L);
        long start = ((long) c * kc + (long) from * vectors * L) * Float.BYTES;
        if (x.bj == 1 && vectors == 2 && c + 2 * L <= columns) {
          PanelPacking.pairs(depth, x.b, x.bo + (l + from) * x.bk + j + c, x.bk, to, start);
          continue;
        }
        for (int v = 0; v < vectors; v++) {
          int at = c + v * L;
          long out = start + v * (long) VectorWidth.BYTES;
          int valid = Math.min(L, columns - at);
          if (x.bj == 1) {
            PanelPacking.rows(
                depth, valid, x.b, x.bo + (l + from) * x.bk + j + at, x.bk, to, out, vectors);
          } else {
            PanelPacking.columns(
                depth, valid, x.b, x.bo + l + from + (j + at) * x.bj, x.bj, to, out, vectors);
          }
        }
      }
    }
  }

  private static void packA(Product x, int i, int rows, int l, int kc, PanelBuffers buffers) {
    if (x.ak == 1) {
      PanelPacking.rowsOfA(rows, kc, x.a, x.ao + i * x.ai + l, x.ai, buffers.a);
      return;
    }
    int height;
    for (int r = 0; r < rows; r += height) {
      height = KERNELS.columnsHeight(rows - r);
      PanelPacking.columnsOfA(height, kc, x.a, x.ao + i + r + l * x.ak, x.ak, buffers.a, r * kc);
    }
  }

  /// Takes some rows and columns of C through one slice.
  private static void block(
      Product x, int i, int rows, int j, int columns, int l, int kc, PanelBuffers buffers) {
    boolean byRows = x.ak == 1;
    boolean resume = x.accumulate || l > 0;
    int vectors;
    for (int c = 0; c < columns; c += vectors * L) {
      vectors = KERNELS.vectors((columns - c + L - 1) / L);
      if (c + vectors * L <= columns) {
        panel(x, i, rows, j + c, vectors, byRows, kc, resume, c, buffers);
      } else {
        edgePanel(x, i, rows, j + c, columns - c, vectors, byRows, kc, resume, c, buffers);
      }
    }
  }

  private static void panel(
      Product x,
      int i,
      int rows,
      int j,
      int vectors,
      boolean byRows,
      int kc,
      boolean resume,
      int c,
      PanelBuffers buffers) {
    long bo = (long) c * kc * Float.BYTES;
    float[] from = resume ? x.c : ZEROS;
    int stride = resume ? x.ldc : 0;
    int height;
    for (int r = 0; r < rows; r += height) {
      int out = x.co + (i + r) * x.ldc + j;
      int start = resume ? out : 0;
      height = byRows ? KERNELS.rowsHeight(rows - r) : KERNELS.columnsHeight(rows - r);
      multiply(byRows, height, vectors, r, kc, buffers, bo, from, start, stride, x.c, out, x.ldc);
    }
  }

  /// As [#panel], for a panel that is wider than what is left of C.
  private static void edgePanel(
      Product x,
      int i,
      int rows,
      int j,
      int columns,
      int vectors,
      boolean byRows,
      int kc,
      boolean resume,
      int c,
      PanelBuffers buffers) {
    long bo = (long) c * kc * Float.BYTES;
    float[] tile = buffers.tile;
    int width = vectors * L;
    float[] from = resume ? tile : ZEROS;
    int stride = resume ? width : 0;
    int height;
    for (int r = 0; r < rows; r += height) {
      height = byRows ? KERNELS.rowsHeight(rows - r) : KERNELS.columnsHeight(rows - r);
      int out = x.co + (i + r) * x.ldc + j;
      if (resume) {
        for (int q = 0; q < height; q++) {
          System.arraycopy(x.c, out + q * x.ldc, tile, q * width, columns);
        }
      }
      multiply(byRows, height, vectors, r, kc, buffers, bo, from, 0, stride, tile, 0, width);
      for (int q = 0; q < height; q++) {
        System.arraycopy(tile, q * width, x.c, out + q * x.ldc, columns);
      }
    }
  }

  private static void multiply(
      boolean byRows,
      int height,
      int vectors,
      int r,
      int kc,
      PanelBuffers buffers,
      long bo,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    if (byRows) {
      int ao = r * MicroKernels.ROW_STRIDE;
      KERNELS.rows(height, vectors, kc, buffers.a, ao, buffers.b, bo, x, xo, xs, y, yo, ys);
    } else {
      KERNELS.columns(height, vectors, kc, buffers.a, r * kc, buffers.b, bo, x, xo, xs, y, yo, ys);
    }
  }
}

package dev.descent.kernel;

import java.util.Arrays;

/// The product in plain loops that the JVM vectorizes by itself: that takes arrays of their own
/// under one index, so rows of B and C are copied to scratch rows that start at index 0.
final class ScalarGemm {
  /// Columns of a block.
  private static final int WIDTH = 256;

  /// Rows of B in a block.
  private static final int DEPTH = 32;

  private static final class Scratch {
    static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final float[][] b = new float[DEPTH][WIDTH];
    final float[] c0 = new float[WIDTH];
    final float[] c1 = new float[WIDTH];
    final float[] c2 = new float[WIDTH];
    final float[] c3 = new float[WIDTH];
  }

  private ScalarGemm() {}

  /// Computes rows [i0, i1) and columns [j0, j1) of C without the epilogue.
  static void region(Product x, int i0, int i1, int j0, int j1) {
    if (j1 - j0 < 8 && i1 - i0 > j1 - j0) {
      // Few columns: long loops run along the rows, of the transposed product.
      blocks(
          j0,
          j1,
          i0,
          i1,
          x.k,
          x.b,
          x.bo,
          x.bj,
          x.bk,
          x.a,
          x.ao,
          x.ak,
          x.ai,
          x.c,
          x.co,
          1,
          x.ldc,
          x.accumulate);
    } else {
      blocks(
          i0,
          i1,
          j0,
          j1,
          x.k,
          x.a,
          x.ao,
          x.ai,
          x.ak,
          x.b,
          x.bo,
          x.bk,
          x.bj,
          x.c,
          x.co,
          x.ldc,
          1,
          x.accumulate);
    }
  }

  private static void blocks(
      int i0,
      int i1,
      int j0,
      int j1,
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
    Scratch s = Scratch.OF_THREAD.get();
    for (int j = j0; j < j1; j += WIDTH) {
      int width = Math.min(WIDTH, j1 - j);
      int l = 0;
      do {
        int depth = Math.min(DEPTH, k - l);
        for (int r = 0; r < depth; r++) {
          load(width, b, bo + (l + r) * bk + j * bj, bj, s.b[r]);
        }
        boolean resume = accumulate || l > 0;
        int at = co + j * cj;
        int i = i0;
        for (; i + 4 <= i1; i += 4) {
          int out = at + i * ci;
          open(resume, width, c, out, cj, s.c0);
          open(resume, width, c, out + ci, cj, s.c1);
          open(resume, width, c, out + 2 * ci, cj, s.c2);
          open(resume, width, c, out + 3 * ci, cj, s.c3);
          fourRows(width, depth, a, ao + i * ai + l * ak, ai, ak, s);
          store(width, s.c0, c, out, cj);
          store(width, s.c1, c, out + ci, cj);
          store(width, s.c2, c, out + 2 * ci, cj);
          store(width, s.c3, c, out + 3 * ci, cj);
        }
        for (; i < i1; i++) {
          int out = at + i * ci;
          open(resume, width, c, out, cj, s.c0);
          oneRow(width, depth, a, ao + i * ai + l * ak, ak, s);
          store(width, s.c0, c, out, cj);
        }
        l += DEPTH;
      } while (l < k);
    }
  }

  private static void open(boolean resume, int n, float[] c, int at, int stride, float[] row) {
    if (resume) {
      load(n, c, at, stride, row);
    } else {
      Arrays.fill(row, 0, n, 0f);
    }
  }

  private static void load(int n, float[] x, int at, int stride, float[] row) {
    if (stride == 1) {
      System.arraycopy(x, at, row, 0, n);
    } else {
      for (int j = 0; j < n; j++) {
        row[j] = x[at + j * stride];
      }
    }
  }

  private static void store(int n, float[] row, float[] x, int at, int stride) {
    if (stride == 1) {
      System.arraycopy(row, 0, x, at, n);
    } else {
      for (int j = 0; j < n; j++) {
        x[at + j * stride] = row[j];
      }
    }
  }

  private static void fourRows(int n, int depth, float[] a, int at, int ai, int ak, Scratch s) {
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      fourByFour(
          n,
          a,
          at + l * ak,
          ai,
          ak,
          s.b[l],
          s.b[l + 1],
          s.b[l + 2],
          s.b[l + 3],
          s.c0,
          s.c1,
          s.c2,
          s.c3);
    }
    for (; l < depth; l++) {
      int from = at + l * ak;
      one(n, a[from], s.b[l], s.c0);
      one(n, a[from + ai], s.b[l], s.c1);
      one(n, a[from + 2 * ai], s.b[l], s.c2);
      one(n, a[from + 3 * ai], s.b[l], s.c3);
    }
  }

  private static void oneRow(int n, int depth, float[] a, int at, int ak, Scratch s) {
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      int from = at + l * ak;
      four(
          n,
          a[from],
          a[from + ak],
          a[from + 2 * ak],
          a[from + 3 * ak],
          s.b[l],
          s.b[l + 1],
          s.b[l + 2],
          s.b[l + 3],
          s.c0);
    }
    for (; l < depth; l++) {
      one(n, a[at + l * ak], s.b[l], s.c0);
    }
  }

  private static void one(int n, float x, float[] b, float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] = Fma.fma(x, b[j], c[j]);
    }
  }

  private static void four(
      int n,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] = Fma.fma(x3, b3[j], Fma.fma(x2, b2[j], Fma.fma(x1, b1[j], Fma.fma(x0, b0[j], c[j]))));
    }
  }

  private static void fourByFour(
      int n,
      float[] a,
      int at,
      int ai,
      int ak,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3) {
    int at1 = at + ai;
    int at2 = at1 + ai;
    int at3 = at2 + ai;
    float x00 = a[at];
    float x01 = a[at + ak];
    float x02 = a[at + 2 * ak];
    float x03 = a[at + 3 * ak];
    float x10 = a[at1];
    float x11 = a[at1 + ak];
    float x12 = a[at1 + 2 * ak];
    float x13 = a[at1 + 3 * ak];
    float x20 = a[at2];
    float x21 = a[at2 + ak];
    float x22 = a[at2 + 2 * ak];
    float x23 = a[at2 + 3 * ak];
    float x30 = a[at3];
    float x31 = a[at3 + ak];
    float x32 = a[at3 + 2 * ak];
    float x33 = a[at3 + 3 * ak];
    for (int j = 0; j < n; j++) {
      float y0 = b0[j];
      float y1 = b1[j];
      float y2 = b2[j];
      float y3 = b3[j];
      c0[j] = Fma.fma(x03, y3, Fma.fma(x02, y2, Fma.fma(x01, y1, Fma.fma(x00, y0, c0[j]))));
      c1[j] = Fma.fma(x13, y3, Fma.fma(x12, y2, Fma.fma(x11, y1, Fma.fma(x10, y0, c1[j]))));
      c2[j] = Fma.fma(x23, y3, Fma.fma(x22, y2, Fma.fma(x21, y1, Fma.fma(x20, y0, c2[j]))));
      c3[j] = Fma.fma(x33, y3, Fma.fma(x32, y2, Fma.fma(x31, y1, Fma.fma(x30, y0, c3[j]))));
    }
  }
}

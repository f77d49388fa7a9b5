package dev.descent.kernel;

import java.util.Arrays;

/// Elements repeated along axes: any range of the result, so that a chain of functions can take it
/// block by block.
///
/// The result's axes have `extents`; the source has the stride 0 where elements repeat. Neighbours
/// that are read alike are one axis, so axes that repeat and axes that do not take turns.
public final class Repetition {
  /// Rows that are made by copying what has been written are copied so many elements at a time: as
  /// much as stays in the first cache.
  private static final int PIECE = 2048;

  private Repetition() {}

  /// Writes the elements [from, from + n) of the result to `y[yo]`, `y[yo + 1]` and so on.
  public static void copy(
      float[] x, int xo, float[] y, int yo, int from, int n, int[] extents, int[] strides) {
    int rank = extents.length;
    if (rank < 2) {
      if (rank == 1 && strides[0] != 0) {
        System.arraycopy(x, xo + from, y, yo, n);
      } else {
        Arrays.fill(y, yo, yo + n, x[xo]);
      }
      return;
    }
    int inner = extents[rank - 1];
    int plane = extents[rank - 2] * inner;
    int done = 0;
    while (done < n) {
      int inside = (from + done) % plane;
      int run = Math.min(plane - inside, n - done);
      int base = xo + offset((from + done) / plane, rank - 2, extents, strides);
      if (strides[rank - 1] != 0) {
        rows(x, base, inner, inside % inner, y, yo + done, run);
      } else {
        columns(
            x,
            base + inside / inner * strides[rank - 2],
            strides[rank - 2],
            inner,
            inside % inner,
            y,
            yo + done,
            run);
      }
      done += run;
    }
  }

  /// Writes ints, one by one.
  public static void copy(
      int[] x, int xo, int[] y, int yo, int from, int n, int[] extents, int[] strides) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + offset(from + i, extents.length, extents, strides)];
    }
  }

  /// The place of an element of the first `rank` axes in the source.
  private static int offset(int index, int rank, int[] extents, int[] strides) {
    int offset = 0;
    int rest = index;
    for (int a = rank - 1; a >= 0; a--) {
      offset += rest % extents[a] * strides[a];
      rest /= extents[a];
    }
    return offset;
  }

  /// The same row again and again, from its element `at` on: after one whole row, what has been
  /// written is copied behind itself.
  private static void rows(float[] x, int row, int inner, int at, float[] y, int yo, int n) {
    int first = Math.min(inner - at, n);
    System.arraycopy(x, row + at, y, yo, first);
    int to = yo + first;
    int rest = n - first;
    int have = Math.min(inner, rest);
    System.arraycopy(x, row, y, to, have);
    int most = Math.max(inner, PIECE / inner * inner);
    while (have < rest) {
      int more = Math.min(Math.min(have, most), rest - have);
      System.arraycopy(y, to, y, to + have, more);
      have += more;
    }
  }

  /// Each element `inner` times, the first one from its repetition `at` on.
  private static void columns(
      float[] x, int xo, int stride, int inner, int at, float[] y, int yo, int n) {
    int from = xo;
    int done = 0;
    int run = Math.min(inner - at, n);
    while (done < n) {
      Arrays.fill(y, yo + done, yo + done + run, x[from]);
      done += run;
      from += stride;
      run = Math.min(inner, n - done);
    }
  }
}

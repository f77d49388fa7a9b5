package dev.descent.kernel;

import java.util.Arrays;

/// Strided copies: element (i₀, i₁, ...) goes from `x[xo + Σ iₐ·xStrides[a]]` to `y[yo + Σ
/// iₐ·yStrides[a]]`.
///
/// One kernel serves broadcast (stride 0 in x), permutation, slice, concatenation and padding. x
/// and y must not overlap.
public final class Movement {
  private static final int SHORT = 8;

  private Movement() {}

  /// Copies floats.
  public static void copy(
      float[] x, int xo, float[] y, int yo, int[] extents, int[] xStrides, int[] yStrides) {
    copy(x, xo, y, yo, extents, xStrides, yStrides, extents.length == 0 ? 1 : extents[0]);
  }

  /// Copies floats: `first` indexes of the first axis instead of all, from where the offsets are.
  public static void copy(
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] extents,
      int[] xStrides,
      int[] yStrides,
      int first) {
    if (first > 0 && !isEmpty(extents)) {
      int run = run(extents, xStrides, yStrides);
      int unit = unit(extents, xStrides, yStrides, run);
      walk(x, xo, y, yo, extents, xStrides, yStrides, first, 0, run, unit);
    }
  }

  /// Copies ints.
  public static void copy(
      int[] x, int xo, int[] y, int yo, int[] extents, int[] xStrides, int[] yStrides) {
    copy(x, xo, y, yo, extents, xStrides, yStrides, extents.length == 0 ? 1 : extents[0]);
  }

  /// Copies ints: `first` indexes of the first axis instead of all, from where the offsets are.
  public static void copy(
      int[] x, int xo, int[] y, int yo, int[] extents, int[] xStrides, int[] yStrides, int first) {
    if (first > 0 && !isEmpty(extents)) {
      int run = run(extents, xStrides, yStrides);
      walk(x, xo, y, yo, extents, xStrides, yStrides, first, 0, run);
    }
  }

  /// Sets `y[i] = value` for 0 ≤ i < n.
  public static void fill(float value, float[] y, int yo, int n) {
    Arrays.fill(y, yo, yo + n, value);
  }

  private static boolean isEmpty(int[] extents) {
    for (int extent : extents) {
      if (extent == 0) {
        return true;
      }
    }
    return false;
  }

  /// The first axis of the longest suffix of axes that is a single axis in both arrays.
  private static int run(int[] extents, int[] xStrides, int[] yStrides) {
    int a = Math.max(extents.length - 1, 0);
    while (a > 0
        && xStrides[a - 1] == xStrides[a] * extents[a]
        && yStrides[a - 1] == yStrides[a] * extents[a]) {
      a--;
    }
    return a;
  }

  /// An axis before the run that is contiguous in x where the run is contiguous in y only: with the
  /// run it makes a plane to transpose. -1 if there is none.
  private static int unit(int[] extents, int[] xStrides, int[] yStrides, int run) {
    int last = extents.length - 1;
    if (last >= 1 && yStrides[last] == 1 && xStrides[last] > 1) {
      for (int a = run - 1; a >= 0; a--) {
        if (xStrides[a] == 1 && extents[a] >= Transposition.ROWS) {
          return a;
        }
      }
    }
    return -1;
  }

  private static int extent(int[] extents, int first, int axis) {
    return axis == 0 ? first : extents[axis];
  }

  private static int count(int[] extents, int first, int from) {
    int n = 1;
    for (int a = from; a < extents.length; a++) {
      n *= extent(extents, first, a);
    }
    return n;
  }

  private static void walk(
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] extents,
      int[] xs,
      int[] ys,
      int first,
      int axis,
      int run,
      int unit) {
    if (axis == run) {
      int last = extents.length - 1;
      int n = count(extents, first, run);
      if (unit >= 0) {
        int rows = extent(extents, first, unit);
        Transposition.plane(x, xo, xs[last], y, yo, ys[unit], rows, n);
      } else {
        line(x, xo, y, yo, n, last < 0 ? 1 : xs[last], last < 0 ? 1 : ys[last]);
      }
    } else if (axis + 1 == run && unit < 0) {
      int last = extents.length - 1;
      int n = count(extents, first, run);
      int steps = extent(extents, first, axis);
      lines(x, xo, xs[axis], y, yo, ys[axis], steps, n, xs[last], ys[last]);
    } else {
      int steps = axis == unit ? 1 : extent(extents, first, axis);
      for (int i = 0; i < steps; i++) {
        int from = xo + i * xs[axis];
        walk(x, from, y, yo + i * ys[axis], extents, xs, ys, first, axis + 1, run, unit);
      }
    }
  }

  /// Lines whose starts are xStep and yStep apart: short ones element by element, a call for each
  /// would take longer.
  private static void lines(
      float[] x,
      int xo,
      int xStep,
      float[] y,
      int yo,
      int yStep,
      int count,
      int n,
      int xs,
      int ys) {
    if (n >= SHORT) {
      for (int i = 0; i < count; i++) {
        line(x, xo + i * xStep, y, yo + i * yStep, n, xs, ys);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int from = xo + i * xStep;
      int to = yo + i * yStep;
      for (int j = 0; j < n; j++) {
        y[to + j * ys] = x[from + j * xs];
      }
    }
  }

  private static void line(float[] x, int xo, float[] y, int yo, int n, int xs, int ys) {
    if (xs == 1 && ys == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else if (xs == 0 && ys == 1) {
      Arrays.fill(y, yo, yo + n, x[xo]);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i * ys] = x[xo + i * xs];
      }
    }
  }

  private static void walk(
      int[] x,
      int xo,
      int[] y,
      int yo,
      int[] extents,
      int[] xs,
      int[] ys,
      int first,
      int axis,
      int run) {
    if (axis == run) {
      int last = extents.length - 1;
      int n = count(extents, first, run);
      line(x, xo, y, yo, n, last < 0 ? 1 : xs[last], last < 0 ? 1 : ys[last]);
    } else {
      for (int i = 0, steps = extent(extents, first, axis); i < steps; i++) {
        walk(x, xo + i * xs[axis], y, yo + i * ys[axis], extents, xs, ys, first, axis + 1, run);
      }
    }
  }

  private static void line(int[] x, int xo, int[] y, int yo, int n, int xs, int ys) {
    if (xs == 1 && ys == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else if (xs == 0 && ys == 1) {
      Arrays.fill(y, yo, yo + n, x[xo]);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i * ys] = x[xo + i * xs];
      }
    }
  }
}

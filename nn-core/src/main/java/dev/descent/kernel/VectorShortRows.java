package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Functions of rows of at most 16 elements, such as the logits of ten classes: as many rows at a
/// time as a vector has lanes, one row in each lane. A single short row would wait for the latency
/// of every step; a row in a lane has its sum without moving anything across lanes.
///
/// Each method takes whole blocks of rows and returns how many rows it has done.
final class VectorShortRows {
  static final int LONGEST = 16;

  // Where things stand in the scratch array: element c of all rows from X + c · COUNT, and so on.
  private static final int X = 0;
  private static final int E = LONGEST * COUNT;
  private static final int FOLD = 2 * LONGEST * COUNT;
  private static final int MAX = FOLD + LONGEST / 2 * COUNT;
  private static final int SIZE = MAX + COUNT;

  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[SIZE]);

  private static final Calls APART = Apart.of(Calls.class, VectorShortRows.class);

  private VectorShortRows() {}

  static int softmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    float[] s = SCRATCH.get();
    int r = 0;
    for (; r <= rows - COUNT; r += COUNT) {
      take(x, xo + r * columns, s, columns);
      sumOfExponentials(s, columns);
      quotients(s, columns);
      for (int lane = 0; lane < COUNT; lane++) {
        int row = yo + (r + lane) * columns;
        for (int c = 0; c < columns; c++) {
          y[row + c] = s[E + c * COUNT + lane];
        }
      }
    }
    return r;
  }

  static int logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    float[] s = SCRATCH.get();
    int r = 0;
    for (; r <= rows - COUNT; r += COUNT) {
      take(x, xo + r * columns, s, columns);
      sumOfExponentials(s, columns);
      logarithm(s);
      for (int lane = 0; lane < COUNT; lane++) {
        int row = yo + (r + lane) * columns;
        float max = s[MAX + lane];
        float log = s[FOLD + lane];
        for (int c = 0; c < columns; c++) {
          y[row + c] = (s[X + c * COUNT + lane] - max) - log;
        }
      }
    }
    return r;
  }

  /// Losses, if there is a y, and their gradient, if there are factors and a dx. Labels have been
  /// checked.
  static int losses(
      float[] x,
      int xo,
      int[] labels,
      int lo,
      float @Nullable [] factor,
      int fo,
      float @Nullable [] y,
      int yo,
      float @Nullable [] dx,
      int dxo,
      int rows,
      int columns,
      int ignored) {
    float[] s = SCRATCH.get();
    int r = 0;
    for (; r <= rows - COUNT; r += COUNT) {
      take(x, xo + r * columns, s, columns);
      sumOfExponentials(s, columns);
      if (dx != null && factor != null) {
        quotients(s, columns);
        for (int lane = 0; lane < COUNT; lane++) {
          int label = labels[lo + r + lane];
          int row = dxo + (r + lane) * columns;
          gradient(s, lane, label, ignored, factor[fo + r + lane], dx, row, columns);
        }
      }
      if (y != null) {
        logarithm(s);
        for (int lane = 0; lane < COUNT; lane++) {
          int label = labels[lo + r + lane];
          float hit = label == ignored ? 0f : s[X + label * COUNT + lane] - s[MAX + lane];
          y[yo + r + lane] = label == ignored ? 0f : s[FOLD + lane] - hit;
        }
      }
    }
    return r;
  }

  private static void gradient(
      float[] s, int lane, int label, int ignored, float f, float[] dx, int row, int columns) {
    if (label == ignored) {
      Arrays.fill(dx, row, row + columns, 0f);
      return;
    }
    for (int c = 0; c < columns; c++) {
      dx[row + c] = s[E + c * COUNT + lane] * f;
    }
    dx[row + label] = (s[E + label * COUNT + lane] - 1f) * f;
  }

  private static void take(float[] x, int xo, float[] s, int columns) {
    for (int lane = 0; lane < COUNT; lane++) {
      int row = xo + lane * columns;
      for (int c = 0; c < columns; c++) {
        s[X + c * COUNT + lane] = x[row + c];
      }
    }
  }

  /// Leaves the maxima at MAX, the exponentials at E, their sums at FOLD.
  private static void sumOfExponentials(float[] s, int columns) {
    APART.exponentials(s, columns);
    fold(s, columns);
  }

  static void exponentials(float[] s, int columns) {
    FloatVector max = FLOAT.cast(fromArray(FLOATS, s, X));
    for (int c = 1; c < columns; c++) {
      max = FLOAT.cast(fromArray(FLOATS, s, X + c * COUNT)).max(max);
    }
    FLOAT.cast(max).intoArray(s, MAX);
    for (int c = 0; c < columns; c++) {
      VectorMaths.expNegative(FLOAT.cast(fromArray(FLOATS, s, X + c * COUNT)).sub(max))
          .intoArray(s, E + c * COUNT);
    }
  }

  /// The halving fold of 16 lanes, of which those past the row are +0: adding them changes no
  /// exponential.
  private static void fold(float[] s, int columns) {
    int width = Math.min(columns, LONGEST / 2);
    for (int j = 0; j < width; j++) {
      FloatVector sum = FLOAT.cast(fromArray(FLOATS, s, E + j * COUNT));
      if (j + LONGEST / 2 < columns) {
        sum = sum.add(FLOAT.cast(fromArray(FLOATS, s, E + (j + LONGEST / 2) * COUNT)));
      }
      FLOAT.cast(sum).intoArray(s, FOLD + j * COUNT);
    }
    for (int half = LONGEST / 4; half >= 1; half /= 2) {
      for (int j = 0; j + half < width; j++) {
        FLOAT
            .cast(fromArray(FLOATS, s, FOLD + j * COUNT))
            .add(FLOAT.cast(fromArray(FLOATS, s, FOLD + (j + half) * COUNT)))
            .intoArray(s, FOLD + j * COUNT);
      }
      width = Math.min(width, half);
    }
  }

  private static void quotients(float[] s, int columns) {
    FloatVector sum = FLOAT.cast(fromArray(FLOATS, s, FOLD));
    for (int c = 0; c < columns; c++) {
      FLOAT.cast(fromArray(FLOATS, s, E + c * COUNT)).div(sum).intoArray(s, E + c * COUNT);
    }
  }

  private static void logarithm(float[] s) {
    VectorFunctions.unary(Elementwise.LOG, 0f, s, FOLD, s, FOLD, COUNT);
  }

  /// What is long, called apart.
  interface Calls {
    void exponentials(float[] s, int columns);
  }
}

package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// The functions of [ScalarRows] in vectors.
///
/// The elements past the last whole vector are covered by one that ends with the row and overlaps
/// the one before; it is loaded first, so that a row may be overwritten. A row shorter than a
/// vector is left to [ScalarRows].
final class VectorRows {
  /// The last vector of a row where the function is a long one, which is written once then, in a
  /// loop over the others and this: a second time C2 might not write out what it calls, and what
  /// goes into a call and comes from it is an object.
  private static final ThreadLocal<float[]> LAST = ThreadLocal.withInitial(() -> new float[COUNT]);

  private static final ThreadLocal<float[]> LAST_GRADIENTS =
      ThreadLocal.withInitial(() -> new float[COUNT]);

  static final Calls APART = Apart.of(Calls.class, VectorRows.class);

  private VectorRows() {}

  static void exponentials(float[] x, int xo, float max, float[] y, int yo, int n) {
    if (n < COUNT) {
      ScalarRows.exponentials(x, xo, max, y, yo, n);
      return;
    }
    float[] from = x;
    int at = xo;
    int to = yo;
    int over = n % COUNT == 0 ? 0 : COUNT; // elements of the vector that overlaps
    int count = n - over;
    float[] last = LAST.get();
    FLOAT.cast(fromArray(FLOATS, x, xo + n - COUNT)).intoArray(last, 0);
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < count; i += COUNT) {
        VectorMaths.expNegative(FLOAT.cast(fromArray(FLOATS, from, at + i)).sub(max))
            .intoArray(y, to + i);
      }
      from = last;
      at = 0;
      to = yo + n - COUNT;
      count = over;
    }
  }

  static void shift(float[] x, int xo, float max, float log, float[] y, int yo, int n) {
    if (n < COUNT) {
      ScalarRows.shift(x, xo, max, log, y, yo, n);
      return;
    }
    int end = n - COUNT;
    FloatVector xLast = FLOAT.cast(fromArray(FLOATS, x, xo + end));
    for (int i = 0; i < end; i += COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).sub(max).sub(log).intoArray(y, yo + i);
    }
    xLast.sub(max).sub(log).intoArray(y, yo + end);
  }

  static void divide(float[] y, int yo, float by, float factor, int n) {
    if (n < COUNT) {
      ScalarRows.divide(y, yo, by, factor, n);
      return;
    }
    int end = n - COUNT;
    FloatVector yLast = FLOAT.cast(fromArray(FLOATS, y, yo + end));
    for (int i = 0; i < end; i += COUNT) {
      FLOAT.cast(fromArray(FLOATS, y, yo + i)).div(by).mul(factor).intoArray(y, yo + i);
    }
    yLast.div(by).mul(factor).intoArray(y, yo + end);
  }

  static void centered(float[] y, int yo, float[] g, int go, float d, float[] dx, int dxo, int n) {
    if (n < COUNT) {
      ScalarRows.centered(y, yo, g, go, d, dx, dxo, n);
      return;
    }
    int end = n - COUNT;
    FloatVector yLast = FLOAT.cast(fromArray(FLOATS, y, yo + end));
    FloatVector gLast = FLOAT.cast(fromArray(FLOATS, g, go + end));
    for (int i = 0; i < end; i += COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, y, yo + i))
          .mul(FLOAT.cast(fromArray(FLOATS, g, go + i)).sub(d))
          .intoArray(dx, dxo + i);
    }
    yLast.mul(gLast.sub(d)).intoArray(dx, dxo + end);
  }

  static void logCentered(
      float[] y, int yo, float[] g, int go, float s, float[] dx, int dxo, int n) {
    if (n < COUNT) {
      ScalarRows.logCentered(y, yo, g, go, s, dx, dxo, n);
      return;
    }
    float[] from = y;
    int at = yo;
    float[] gradients = g;
    int gradientAt = go;
    int to = dxo;
    int over = n % COUNT == 0 ? 0 : COUNT; // elements of the vector that overlaps
    int count = n - over;
    float[] last = LAST.get();
    float[] lastGradients = LAST_GRADIENTS.get();
    FLOAT.cast(fromArray(FLOATS, y, yo + n - COUNT)).intoArray(last, 0);
    FLOAT.cast(fromArray(FLOATS, g, go + n - COUNT)).intoArray(lastGradients, 0);
    FloatVector factor = FLOAT.cast(broadcast(FLOATS, s));
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < count; i += COUNT) {
        VectorMaths.expNegative(FLOAT.cast(fromArray(FLOATS, from, at + i)))
            .neg()
            .fma(factor, FLOAT.cast(fromArray(FLOATS, gradients, gradientAt + i)))
            .intoArray(dx, to + i);
      }
      from = last;
      at = 0;
      gradients = lastGradients;
      gradientAt = 0;
      to = dxo + n - COUNT;
      count = over;
    }
  }

  /// What is long, called apart.
  interface Calls {
    void exponentials(float[] x, int xo, float max, float[] y, int yo, int n);

    void logCentered(float[] y, int yo, float[] g, int go, float s, float[] dx, int dxo, int n);
  }
}

package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The functions of [ScalarRows] in vectors.
///
/// The elements past the last whole vector are covered by one that ends with the row and overlaps
/// the one before; it is loaded first, so that a row may be overwritten. Only a row shorter than a
/// vector is masked: a masked store is slow on processors without mask registers, but those have
/// shorter vectors.
final class VectorRows {
  private VectorRows() {}

  static void exponentials(float[] x, int xo, float max, float[] y, int yo, int n) {
    if (n < COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, n);
      exponential(part(x, xo, inside), max).intoArray(y, yo, inside);
      return;
    }
    int end = n - COUNT;
    FloatVector xLast = load(x, xo + end);
    for (int i = 0; i < end; i += COUNT) {
      exponential(load(x, xo + i), max).intoArray(y, yo + i);
    }
    exponential(xLast, max).intoArray(y, yo + end);
  }

  static void shift(float[] x, int xo, float max, float log, float[] y, int yo, int n) {
    if (n < COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, n);
      part(x, xo, inside).sub(max).sub(log).intoArray(y, yo, inside);
      return;
    }
    int end = n - COUNT;
    FloatVector xLast = load(x, xo + end);
    for (int i = 0; i < end; i += COUNT) {
      load(x, xo + i).sub(max).sub(log).intoArray(y, yo + i);
    }
    xLast.sub(max).sub(log).intoArray(y, yo + end);
  }

  static void divide(float[] y, int yo, float by, float factor, int n) {
    if (n < COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, n);
      part(y, yo, inside).div(by).mul(factor).intoArray(y, yo, inside);
      return;
    }
    int end = n - COUNT;
    FloatVector yLast = load(y, yo + end);
    for (int i = 0; i < end; i += COUNT) {
      load(y, yo + i).div(by).mul(factor).intoArray(y, yo + i);
    }
    yLast.div(by).mul(factor).intoArray(y, yo + end);
  }

  static void centered(float[] y, int yo, float[] g, int go, float d, float[] dx, int dxo, int n) {
    if (n < COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, n);
      part(y, yo, inside).mul(part(g, go, inside).sub(d)).intoArray(dx, dxo, inside);
      return;
    }
    int end = n - COUNT;
    FloatVector yLast = load(y, yo + end);
    FloatVector gLast = load(g, go + end);
    for (int i = 0; i < end; i += COUNT) {
      load(y, yo + i).mul(load(g, go + i).sub(d)).intoArray(dx, dxo + i);
    }
    yLast.mul(gLast.sub(d)).intoArray(dx, dxo + end);
  }

  static void logCentered(
      float[] y, int yo, float[] g, int go, float s, float[] dx, int dxo, int n) {
    if (n < COUNT) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, n);
      logCentered(part(y, yo, inside), s, part(g, go, inside)).intoArray(dx, dxo, inside);
      return;
    }
    int end = n - COUNT;
    FloatVector yLast = load(y, yo + end);
    FloatVector gLast = load(g, go + end);
    for (int i = 0; i < end; i += COUNT) {
      logCentered(load(y, yo + i), s, load(g, go + i)).intoArray(dx, dxo + i);
    }
    logCentered(yLast, s, gLast).intoArray(dx, dxo + end);
  }

  private static FloatVector exponential(FloatVector x, float max) {
    return VectorMaths.expNegative(x.sub(max));
  }

  private static FloatVector logCentered(FloatVector y, float s, FloatVector g) {
    return VectorMaths.expNegative(y).neg().fma(FloatVector.broadcast(FLOATS, s), g);
  }

  private static FloatVector part(float[] x, int from, VectorMask<Float> inside) {
    return FloatVector.fromArray(FLOATS, x, from, inside);
  }
}

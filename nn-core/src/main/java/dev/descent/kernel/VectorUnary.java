package dev.descent.kernel;

import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.VectorCoefficients.ONE;
import static dev.descent.kernel.VectorCoefficients.ZERO;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The unary functions in vectors, the long ones by [VectorFunctions]; the elements that do not
/// fill a vector are left to [ScalarUnary].
final class VectorUnary {
  private VectorUnary() {}

  static void apply(int opcode, float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    int whole = n & -Lanes.COUNT;
    switch (opcode) {
      case Elementwise.IDENTITY -> System.arraycopy(x, xo, y, yo, whole);
      case Elementwise.NEGATE -> negate(x, xo, y, yo, whole);
      case Elementwise.ABS -> abs(x, xo, y, yo, whole);
      case Elementwise.SIGN -> sign(x, xo, y, yo, whole);
      case Elementwise.SQUARE -> square(x, xo, y, yo, whole);
      case Elementwise.SQRT -> sqrt(x, xo, y, yo, whole);
      case Elementwise.RECIPROCAL -> reciprocal(x, xo, y, yo, whole);
      case Elementwise.RELU -> relu(x, xo, y, yo, whole);
      case Elementwise.LEAKY_RELU -> leakyRelu(p, x, xo, y, yo, whole);
      case Elementwise.AFFINE -> affine(p, q, x, xo, y, yo, whole);
      case Elementwise.CLAMP -> clamp(p, q, x, xo, y, yo, whole);
      case Elementwise.STEP -> step(x, xo, y, yo, whole);
      default -> VectorFunctions.unary(opcode, p, x, xo, y, yo, whole);
    }
    if (whole < n) {
      ScalarUnary.apply(opcode, p, q, x, xo + whole, y, yo + whole, n - whole);
    }
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).neg().intoArray(y, yo + i);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).abs().intoArray(y, yo + i);
    }
  }

  private static void sign(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, xo + i));
      v.blend(ONE, v.compare(VectorOperators.GT, ZERO)).blend(-1f, v.lt(0f)).intoArray(y, yo + i);
    }
  }

  static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, xo + i));
      v.mul(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).sqrt().intoArray(y, yo + i);
    }
  }

  static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ONE.div(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, xo + i));
      v.blend(ZERO, v.compare(VectorOperators.LE, ZERO)).intoArray(y, yo + i);
    }
  }

  private static void leakyRelu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, xo + i));
      FloatVector positive = v.blend(ZERO, v.compare(VectorOperators.LE, ZERO));
      FloatVector negative = v.blend(ZERO, v.compare(VectorOperators.GT, ZERO));
      negative.fma(FLOAT.cast(broadcast(FLOATS, p)), positive).intoArray(y, yo + i);
    }
  }

  private static void affine(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).fma(p, q).intoArray(y, yo + i);
    }
  }

  private static void clamp(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT.cast(fromArray(FLOATS, x, xo + i)).max(p).min(q).intoArray(y, yo + i);
    }
  }

  private static void step(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, x, xo + i));
      ZERO.blend(ONE, v.compare(VectorOperators.GT, ZERO)).intoArray(y, yo + i);
    }
  }
}

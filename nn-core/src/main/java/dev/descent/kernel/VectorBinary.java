package dev.descent.kernel;

import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.VectorCoefficients.ONE;
import static dev.descent.kernel.VectorCoefficients.ZERO;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The binary functions in vectors, the long ones by [VectorFunctions]; the elements that do not
/// fill a vector are left to [ScalarBinary].
final class VectorBinary {
  private VectorBinary() {}

  static void apply(int opcode, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n & -Lanes.COUNT;
    switch (opcode) {
      case Elementwise.ADD -> add(a, ao, b, bo, y, yo, whole);
      case Elementwise.SUBTRACT -> subtract(a, ao, b, bo, y, yo, whole);
      case Elementwise.MULTIPLY -> multiply(a, ao, b, bo, y, yo, whole);
      case Elementwise.DIVIDE -> divide(a, ao, b, bo, y, yo, whole);
      case Elementwise.MIN -> min(a, ao, b, bo, y, yo, whole);
      case Elementwise.MAX -> max(a, ao, b, bo, y, yo, whole);
      case Elementwise.EQUAL -> equal(a, ao, b, bo, y, yo, whole);
      case Elementwise.NOT_EQUAL -> notEqual(a, ao, b, bo, y, yo, whole);
      case Elementwise.LESS -> less(a, ao, b, bo, y, yo, whole);
      case Elementwise.LESS_EQUAL -> lessEqual(a, ao, b, bo, y, yo, whole);
      case Elementwise.GREATER -> greater(a, ao, b, bo, y, yo, whole);
      case Elementwise.GREATER_EQUAL -> greaterEqual(a, ao, b, bo, y, yo, whole);
      case Elementwise.RELU_GRADIENT -> reluGradient(a, ao, b, bo, y, yo, whole);
      case Elementwise.TANH_GRADIENT -> tanhGradient(a, ao, b, bo, y, yo, whole);
      case Elementwise.SIGMOID_GRADIENT -> sigmoidGradient(a, ao, b, bo, y, yo, whole);
      default -> VectorFunctions.binary(opcode, a, ao, b, bo, y, yo, whole);
    }
    if (whole < n) {
      ScalarBinary.apply(opcode, a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
    }
  }

  static void where(
      float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n & -Lanes.COUNT;
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, b, bo + i))
          .blend(
              FLOAT.cast(fromArray(FLOATS, a, ao + i)),
              FLOAT.cast(fromArray(FLOATS, c, co + i)).compare(VectorOperators.NE, 0f))
          .intoArray(y, yo + i);
    }
    ScalarBinary.where(c, co + whole, a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .add(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .sub(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .mul(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .div(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  private static void min(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .min(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  private static void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, a, ao + i))
          .max(FLOAT.cast(fromArray(FLOATS, b, bo + i)))
          .intoArray(y, yo + i);
    }
  }

  private static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.EQ, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void notEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.NE, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void less(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.LT, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void lessEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.LE, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.GT, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void greaterEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ZERO.blend(
              ONE,
              FLOAT
                  .cast(fromArray(FLOATS, a, ao + i))
                  .compare(VectorOperators.GE, FLOAT.cast(fromArray(FLOATS, b, bo + i))))
          .intoArray(y, yo + i);
    }
  }

  private static void reluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector x = FLOAT.cast(fromArray(FLOATS, a, ao + i));
      FloatVector g = FLOAT.cast(fromArray(FLOATS, b, bo + i));
      ZERO.blend(g, x.compare(VectorOperators.GT, ZERO)).intoArray(y, yo + i);
    }
  }

  private static void tanhGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, a, ao + i));
      FloatVector g = FLOAT.cast(fromArray(FLOATS, b, bo + i));
      g.mul(v.neg().fma(v, ONE)).intoArray(y, yo + i);
    }
  }

  private static void sigmoidGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FLOAT.cast(fromArray(FLOATS, a, ao + i));
      FloatVector g = FLOAT.cast(fromArray(FLOATS, b, bo + i));
      g.mul(v.neg().fma(v, v)).intoArray(y, yo + i);
    }
  }
}

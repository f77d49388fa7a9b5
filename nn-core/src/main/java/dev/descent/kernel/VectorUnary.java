package dev.descent.kernel;

import static dev.descent.kernel.Lanes.all;
import static dev.descent.kernel.VectorCoefficients.ONE;
import static dev.descent.kernel.VectorCoefficients.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The unary functions in vectors; the elements that do not fill one are left to [ScalarUnary].
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
      case Elementwise.EXP -> exp(x, xo, y, yo, whole);
      case Elementwise.LOG -> log(x, xo, y, yo, whole);
      case Elementwise.TANH -> tanh(x, xo, y, yo, whole);
      case Elementwise.SIGMOID -> sigmoid(x, xo, y, yo, whole);
      case Elementwise.ERF -> erf(x, xo, y, yo, whole);
      case Elementwise.RELU -> relu(x, xo, y, yo, whole);
      case Elementwise.LEAKY_RELU -> leakyRelu(p, x, xo, y, yo, whole);
      case Elementwise.ELU -> elu(p, x, xo, y, yo, whole);
      case Elementwise.GELU -> gelu(x, xo, y, yo, whole);
      case Elementwise.GELU_TANH -> geluTanh(x, xo, y, yo, whole);
      case Elementwise.SILU -> silu(x, xo, y, yo, whole);
      case Elementwise.SOFTPLUS -> softplus(x, xo, y, yo, whole);
      case Elementwise.AFFINE -> affine(p, q, x, xo, y, yo, whole);
      case Elementwise.CLAMP -> clamp(p, q, x, xo, y, yo, whole);
      case Elementwise.STEP -> step(x, xo, y, yo, whole);
      case Elementwise.POWER_INT -> power((int) p, x, xo, y, yo, whole);
      default -> throw new IllegalArgumentException("no unary function has opcode " + opcode);
    }
    if (whole < n) {
      ScalarUnary.apply(opcode, p, q, x, xo + whole, y, yo + whole, n - whole);
    }
  }

  private static FloatVector sign(FloatVector x) {
    return x.blend(ONE, x.compare(VectorOperators.GT, ZERO)).blend(-1f, x.lt(0f));
  }

  private static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  private static FloatVector step(FloatVector x) {
    return ZERO.blend(ONE, x.compare(VectorOperators.GT, ZERO));
  }

  private static FloatVector leakyRelu(FloatVector x, float p) {
    return VectorMaths.negative(x).fma(all(p), VectorMaths.positive(x));
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).neg().intoArray(y, yo + i);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).abs().intoArray(y, yo + i);
    }
  }

  private static void sign(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      sign(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      square(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ONE.div(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.exp(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.log(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.tanh(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.sigmoid(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.erf(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.positive(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void leakyRelu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      leakyRelu(FloatVector.fromArray(Lanes.FLOATS, x, xo + i), p).intoArray(y, yo + i);
    }
  }

  private static void elu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.elu(FloatVector.fromArray(Lanes.FLOATS, x, xo + i), all(p)).intoArray(y, yo + i);
    }
  }

  private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.gelu(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.geluTanh(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.silu(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.softplus(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void affine(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).fma(p, q).intoArray(y, yo + i);
    }
  }

  private static void clamp(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).max(p).min(q).intoArray(y, yo + i);
    }
  }

  private static void step(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      step(FloatVector.fromArray(Lanes.FLOATS, x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void power(int k, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.power(FloatVector.fromArray(Lanes.FLOATS, x, xo + i), k).intoArray(y, yo + i);
    }
  }
}

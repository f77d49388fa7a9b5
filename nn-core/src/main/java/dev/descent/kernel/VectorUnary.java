package dev.descent.kernel;

import static dev.descent.kernel.Lanes.all;
import static dev.descent.kernel.Lanes.load;
import static dev.descent.kernel.VectorCoefficients.ONE;
import static dev.descent.kernel.VectorCoefficients.ZERO;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The unary functions in vectors; the elements that do not fill one are left to [ScalarUnary].
final class VectorUnary {
  /// What a part of an array is multiplied by.
  private static final ThreadLocal<float[]> BASE =
      ThreadLocal.withInitial(() -> new float[Reduction.LEAF]);

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
      load(x, xo + i).neg().intoArray(y, yo + i);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      load(x, xo + i).abs().intoArray(y, yo + i);
    }
  }

  private static void sign(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      sign(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      square(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      load(x, xo + i).sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      ONE.div(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.exp(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.log(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.tanh(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.sigmoid(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.erf(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.positive(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void leakyRelu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      leakyRelu(load(x, xo + i), p).intoArray(y, yo + i);
    }
  }

  private static void elu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.elu(load(x, xo + i), all(p)).intoArray(y, yo + i);
    }
  }

  private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.gelu(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.geluTanh(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.silu(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      VectorMaths.softplus(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  private static void affine(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      load(x, xo + i).fma(p, q).intoArray(y, yo + i);
    }
  }

  private static void clamp(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      load(x, xo + i).max(p).min(q).intoArray(y, yo + i);
    }
  }

  private static void step(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      step(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  /// Squares and multiplies arrays: C2 would make an object of a vector that a turn of a loop may
  /// leave as it is.
  private static void power(int k, float[] x, int xo, float[] y, int yo, int n) {
    float[] base = BASE.get();
    for (int at = 0; at < n; at += base.length) {
      int count = Math.min(base.length, n - at);
      System.arraycopy(x, xo + at, base, 0, count);
      Arrays.fill(y, yo + at, yo + at + count, 1f);
      for (int left = Math.abs(k); left != 0; left >>>= 1) {
        if ((left & 1) != 0) {
          VectorBinary.multiply(y, yo + at, base, 0, y, yo + at, count);
        }
        square(base, 0, base, 0, count);
      }
      if (k < 0) {
        reciprocal(y, yo + at, y, yo + at, count);
      }
    }
  }
}

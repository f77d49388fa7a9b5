package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.all;
import static dev.descent.kernel.Lanes.load;

import java.util.Arrays;

/// The functions of [VectorMaths] over arrays, and powers.
///
/// Each loop is compiled apart and is short enough for C2 to write it out in one piece, so the
/// longest functions are computed in two loops, over parts of an array that stay in the first
/// cache; see docs/adr/0071.
final class VectorFunctions {
  private static final Loops APART = KernelClass.apart(Loops.class, VectorFunctions.class);

  /// What stands between two loops.
  private static final ThreadLocal<float[]> PART =
      ThreadLocal.withInitial(() -> new float[Reduction.LEAF]);

  private VectorFunctions() {}

  static void unary(int opcode, float p, float[] x, int xo, float[] y, int yo, int n) {
    float[] e = PART.get();
    for (int at = 0; at < n; at += e.length) {
      int count = Math.min(e.length, n - at);
      part(opcode, p, x, xo + at, e, y, yo + at, count);
    }
  }

  private static void part(
      int opcode, float p, float[] x, int xo, float[] e, float[] y, int yo, int n) {
    switch (opcode) {
      case Elementwise.EXP -> APART.exp(x, xo, y, yo, n);
      case Elementwise.LOG -> APART.log(x, xo, y, yo, n);
      case Elementwise.TANH -> APART.tanh(x, xo, y, yo, n);
      case Elementwise.SIGMOID -> APART.sigmoid(x, xo, y, yo, n);
      case Elementwise.ELU -> APART.elu(p, x, xo, y, yo, n);
      case Elementwise.GELU_TANH -> APART.geluTanh(x, xo, y, yo, n);
      case Elementwise.SILU -> APART.silu(x, xo, y, yo, n);
      case Elementwise.ERF -> {
        APART.erfc(x, xo, e, 0, n);
        APART.erf(x, xo, e, y, yo, n);
      }
      case Elementwise.GELU -> {
        APART.gauss(x, xo, e, 0, n);
        APART.gelu(x, xo, e, y, yo, n);
      }
      case Elementwise.SOFTPLUS -> {
        APART.expOfMagnitude(x, xo, e, 0, n);
        APART.softplus(x, xo, e, y, yo, n);
      }
      case Elementwise.POWER_INT -> power((int) p, x, xo, e, y, yo, n);
      default -> throw new IllegalArgumentException("no unary function has opcode " + opcode);
    }
  }

  static void binary(int opcode, float[] x, int xo, float[] g, int go, float[] y, int yo, int n) {
    float[] e = PART.get();
    for (int at = 0; at < n; at += e.length) {
      int count = Math.min(e.length, n - at);
      gradient(opcode, x, xo + at, e, g, go + at, y, yo + at, count);
    }
  }

  private static void gradient(
      int opcode, float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    switch (opcode) {
      case Elementwise.GELU_GRADIENT -> {
        APART.gauss(x, xo, e, 0, n);
        APART.geluSlope(x, xo, e, g, go, y, yo, n);
      }
      case Elementwise.GELU_TANH_GRADIENT -> {
        APART.geluTanhExp(x, xo, e, 0, n);
        APART.geluTanhSlope(x, xo, e, g, go, y, yo, n);
      }
      case Elementwise.SILU_GRADIENT -> {
        APART.siluExp(x, xo, e, 0, n);
        APART.siluSlope(x, xo, e, g, go, y, yo, n);
      }
      case Elementwise.SOFTPLUS_GRADIENT -> APART.softplusSlope(x, xo, g, go, y, yo, n);
      default -> throw new IllegalArgumentException("no binary function has opcode " + opcode);
    }
  }

  /// Squares and multiplies arrays: C2 would make an object of a vector that a turn of a loop may
  /// leave as it is.
  private static void power(int k, float[] x, int xo, float[] base, float[] y, int yo, int n) {
    System.arraycopy(x, xo, base, 0, n);
    Arrays.fill(y, yo, yo + n, 1f);
    for (int left = Math.abs(k); left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        VectorBinary.multiply(y, yo, base, 0, y, yo, n);
      }
      VectorUnary.square(base, 0, base, 0, n);
    }
    if (k < 0) {
      VectorUnary.reciprocal(y, yo, y, yo, n);
    }
  }

  static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.exp(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.log(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.tanh(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.sigmoid(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void erfc(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.erfc(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.geluTanh(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.silu(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void expOfMagnitude(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.expOfMagnitude(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void gauss(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.gauss(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void geluTanhExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.geluTanhExp(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void siluExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.siluExp(load(x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void elu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.elu(load(x, xo + i), all(p)).intoArray(y, yo + i);
    }
  }

  static void softplusSlope(float[] x, int xo, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      load(g, go + i).mul(VectorMaths.sigmoid(load(x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void erf(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.erf(load(x, xo + i), load(e, i)).intoArray(y, yo + i);
    }
  }

  static void gelu(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.gelu(load(x, xo + i), load(e, i)).intoArray(y, yo + i);
    }
  }

  static void softplus(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.softplus(load(x, xo + i), load(e, i)).intoArray(y, yo + i);
    }
  }

  static void geluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      load(g, go + i).mul(VectorMaths.geluSlope(load(x, xo + i), load(e, i))).intoArray(y, yo + i);
    }
  }

  static void geluTanhSlope(
      float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      load(g, go + i)
          .mul(VectorMaths.geluTanhSlope(load(x, xo + i), load(e, i)))
          .intoArray(y, yo + i);
    }
  }

  static void siluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      load(g, go + i).mul(VectorMaths.siluSlope(load(x, xo + i), load(e, i))).intoArray(y, yo + i);
    }
  }

  /// The loops above by code of their own.
  interface Loops {
    void exp(float[] x, int xo, float[] y, int yo, int n);

    void log(float[] x, int xo, float[] y, int yo, int n);

    void tanh(float[] x, int xo, float[] y, int yo, int n);

    void sigmoid(float[] x, int xo, float[] y, int yo, int n);

    void erfc(float[] x, int xo, float[] y, int yo, int n);

    void geluTanh(float[] x, int xo, float[] y, int yo, int n);

    void silu(float[] x, int xo, float[] y, int yo, int n);

    void expOfMagnitude(float[] x, int xo, float[] y, int yo, int n);

    void gauss(float[] x, int xo, float[] y, int yo, int n);

    void geluTanhExp(float[] x, int xo, float[] y, int yo, int n);

    void siluExp(float[] x, int xo, float[] y, int yo, int n);

    void elu(float p, float[] x, int xo, float[] y, int yo, int n);

    void softplusSlope(float[] x, int xo, float[] g, int go, float[] y, int yo, int n);

    void erf(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void gelu(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void softplus(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void geluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);

    void geluTanhSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);

    void siluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);
  }
}

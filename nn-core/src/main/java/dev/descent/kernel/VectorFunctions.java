package dev.descent.kernel;

import java.util.Arrays;

/// The functions of [VectorMaths] over arrays, by [FunctionLoops], and powers. The longest
/// functions take two loops, over parts of an array that stay in the first cache.
final class VectorFunctions {
  private static final FunctionLoops.Calls APART =
      Apart.of(FunctionLoops.Calls.class, FunctionLoops.class);

  /// What the first of two loops leaves to the second, or the base of a power.
  private static final ThreadLocal<float[]> BETWEEN =
      ThreadLocal.withInitial(() -> new float[Reduction.LEAF]);

  private VectorFunctions() {}

  static void unary(int opcode, float p, float[] x, int xo, float[] y, int yo, int n) {
    float[] e = BETWEEN.get();
    for (int at = 0; at < n; at += e.length) {
      int count = Math.min(e.length, n - at);
      unaryPart(opcode, p, x, xo + at, e, y, yo + at, count);
    }
  }

  private static void unaryPart(
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
        APART.expOfMinusMagnitude(x, xo, e, 0, n);
        APART.softplus(x, xo, e, y, yo, n);
      }
      case Elementwise.POWER_INT -> power((int) p, x, xo, e, y, yo, n);
      default -> throw new IllegalArgumentException("no unary function has opcode " + opcode);
    }
  }

  static void binary(int opcode, float[] x, int xo, float[] g, int go, float[] y, int yo, int n) {
    float[] e = BETWEEN.get();
    for (int at = 0; at < n; at += e.length) {
      int count = Math.min(e.length, n - at);
      binaryPart(opcode, x, xo + at, e, g, go + at, y, yo + at, count);
    }
  }

  private static void binaryPart(
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
}

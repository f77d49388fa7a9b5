package dev.descent.kernel;

/// The unary functions in plain loops.
///
/// Where a loop can be vectorized by C2 it runs over one shared index when the offsets agree: C2
/// cannot otherwise know that the arrays do not overlap.
final class ScalarUnary {
  private ScalarUnary() {}

  static void apply(int opcode, float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    switch (opcode) {
      case Elementwise.IDENTITY -> System.arraycopy(x, xo, y, yo, n);
      case Elementwise.NEGATE -> negate(x, xo, y, yo, n);
      case Elementwise.ABS -> abs(x, xo, y, yo, n);
      case Elementwise.SIGN -> sign(x, xo, y, yo, n);
      case Elementwise.SQUARE -> square(x, xo, y, yo, n);
      case Elementwise.SQRT -> sqrt(x, xo, y, yo, n);
      case Elementwise.RECIPROCAL -> reciprocal(x, xo, y, yo, n);
      case Elementwise.EXP -> exp(x, xo, y, yo, n);
      case Elementwise.LOG -> log(x, xo, y, yo, n);
      case Elementwise.TANH -> tanh(x, xo, y, yo, n);
      case Elementwise.SIGMOID -> sigmoid(x, xo, y, yo, n);
      case Elementwise.ERF -> erf(x, xo, y, yo, n);
      case Elementwise.RELU -> relu(x, xo, y, yo, n);
      case Elementwise.LEAKY_RELU -> leakyRelu(p, x, xo, y, yo, n);
      case Elementwise.ELU -> elu(p, x, xo, y, yo, n);
      case Elementwise.GELU -> gelu(x, xo, y, yo, n);
      case Elementwise.GELU_TANH -> geluTanh(x, xo, y, yo, n);
      case Elementwise.SILU -> silu(x, xo, y, yo, n);
      case Elementwise.SOFTPLUS -> softplus(x, xo, y, yo, n);
      case Elementwise.AFFINE -> affine(p, q, x, xo, y, yo, n);
      case Elementwise.CLAMP -> clamp(p, q, x, xo, y, yo, n);
      case Elementwise.STEP -> step(x, xo, y, yo, n);
      case Elementwise.POWER_INT -> power((int) p, x, xo, y, yo, n);
      default -> throw new IllegalArgumentException("no unary function has opcode " + opcode);
    }
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = -x[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = -x[xo + i];
      }
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = Math.abs(x[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.abs(x[xo + i]);
      }
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = x[i] * x[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i] * x[xo + i];
      }
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = (float) Math.sqrt(x[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = (float) Math.sqrt(x[xo + i]);
      }
    }
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = 1f / x[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = 1f / x[xo + i];
      }
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = Math.max(x[i], 0f);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(x[xo + i], 0f);
      }
    }
  }

  private static void leakyRelu(float p, float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = Fma.fma(p, Math.min(x[i], 0f), Math.max(x[i], 0f));
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Fma.fma(p, Math.min(x[xo + i], 0f), Math.max(x[xo + i], 0f));
      }
    }
  }

  private static void affine(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = Fma.fma(x[i], p, q);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Fma.fma(x[xo + i], p, q);
      }
    }
  }

  private static void clamp(float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = xo; i < xo + n; i++) {
        y[i] = Math.min(Math.max(x[i], p), q);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.min(Math.max(x[xo + i], p), q);
      }
    }
  }

  private static void sign(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.signum(x[xo + i]);
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.exp(x[xo + i]);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.log(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.tanh(x[xo + i]);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.sigmoid(x[xo + i]);
    }
  }

  private static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.erf(x[xo + i]);
    }
  }

  private static void elu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.elu(x[xo + i], p);
    }
  }

  private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.gelu(x[xo + i]);
    }
  }

  private static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.geluTanh(x[xo + i]);
    }
  }

  private static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.silu(x[xo + i]);
    }
  }

  private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.softplus(x[xo + i]);
    }
  }

  private static void step(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] > 0f ? 1f : 0f;
    }
  }

  private static void power(int k, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Maths.power(x[xo + i], k);
    }
  }
}

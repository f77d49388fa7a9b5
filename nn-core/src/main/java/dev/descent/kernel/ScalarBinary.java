package dev.descent.kernel;

/// The binary functions in plain loops; see [ScalarUnary] for their form.
final class ScalarBinary {
  private ScalarBinary() {}

  static void apply(int opcode, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    switch (opcode) {
      case Elementwise.ADD -> add(a, ao, b, bo, y, yo, n);
      case Elementwise.SUBTRACT -> subtract(a, ao, b, bo, y, yo, n);
      case Elementwise.MULTIPLY -> multiply(a, ao, b, bo, y, yo, n);
      case Elementwise.DIVIDE -> divide(a, ao, b, bo, y, yo, n);
      case Elementwise.MIN -> min(a, ao, b, bo, y, yo, n);
      case Elementwise.MAX -> max(a, ao, b, bo, y, yo, n);
      case Elementwise.TANH_GRADIENT -> tanhGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.SIGMOID_GRADIENT -> sigmoidGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.EQUAL -> equal(a, ao, b, bo, y, yo, n);
      case Elementwise.NOT_EQUAL -> notEqual(a, ao, b, bo, y, yo, n);
      case Elementwise.LESS -> less(a, ao, b, bo, y, yo, n);
      case Elementwise.LESS_EQUAL -> lessEqual(a, ao, b, bo, y, yo, n);
      case Elementwise.GREATER -> greater(a, ao, b, bo, y, yo, n);
      case Elementwise.GREATER_EQUAL -> greaterEqual(a, ao, b, bo, y, yo, n);
      case Elementwise.RELU_GRADIENT -> reluGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.GELU_GRADIENT -> geluGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.GELU_TANH_GRADIENT -> geluTanhGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.SILU_GRADIENT -> siluGradient(a, ao, b, bo, y, yo, n);
      case Elementwise.SOFTPLUS_GRADIENT -> softplusGradient(a, ao, b, bo, y, yo, n);
      default -> throw new IllegalArgumentException("no binary function has opcode " + opcode);
    }
  }

  static void where(
      float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = c[co + i] != 0f ? a[ao + i] : b[bo + i];
    }
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] + b[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + b[bo + i];
      }
    }
  }

  private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] - b[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - b[bo + i];
      }
    }
  }

  private static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] * b[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * b[bo + i];
      }
    }
  }

  private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] / b[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] / b[bo + i];
      }
    }
  }

  private static void min(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.min(a[i], b[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.min(a[ao + i], b[bo + i]);
      }
    }
  }

  private static void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.max(a[i], b[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i], b[bo + i]);
      }
    }
  }

  private static void tanhGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = b[i] * Fma.fma(-a[i], a[i], 1f);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = b[bo + i] * Fma.fma(-a[ao + i], a[ao + i], 1f);
      }
    }
  }

  private static void sigmoidGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = b[i] * Fma.fma(-a[i], a[i], a[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = b[bo + i] * Fma.fma(-a[ao + i], a[ao + i], a[ao + i]);
      }
    }
  }

  private static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] == b[bo + i] ? 1f : 0f;
    }
  }

  private static void notEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] != b[bo + i] ? 1f : 0f;
    }
  }

  private static void less(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] < b[bo + i] ? 1f : 0f;
    }
  }

  private static void lessEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] <= b[bo + i] ? 1f : 0f;
    }
  }

  private static void greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] > b[bo + i] ? 1f : 0f;
    }
  }

  private static void greaterEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] >= b[bo + i] ? 1f : 0f;
    }
  }

  private static void reluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] > 0f ? b[bo + i] : 0f;
    }
  }

  private static void geluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Maths.geluSlope(a[ao + i]);
    }
  }

  private static void geluTanhGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Maths.geluTanhSlope(a[ao + i]);
    }
  }

  private static void siluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Maths.siluSlope(a[ao + i]);
    }
  }

  private static void softplusGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] * Maths.sigmoid(a[ao + i]);
    }
  }
}

package dev.descent.kernel;

/// Functions of single elements: `y[i] = f(x[i])` and `y[i] = f(a[i], b[i])`.
///
/// A function is named by an opcode, a constant of this class; `p` and `q` are its parameters, 0
/// where it has none. The output may be an input itself (same array, same offset); otherwise they
/// must not overlap. NaN in gives NaN out unless a function says otherwise; -0 < +0 in `MIN` and
/// `MAX`.
public final class Elementwise {
  /// x.
  public static final int IDENTITY = 0;

  /// -x.
  public static final int NEGATE = 1;

  /// |x|.
  public static final int ABS = 2;

  /// -1, 1, or x itself where it is a zero or NaN.
  public static final int SIGN = 3;

  /// x · x.
  public static final int SQUARE = 4;

  /// √x.
  public static final int SQRT = 5;

  /// 1/x.
  public static final int RECIPROCAL = 6;

  /// eˣ.
  public static final int EXP = 7;

  /// ln x.
  public static final int LOG = 8;

  /// tanh x.
  public static final int TANH = 9;

  /// 1/(1 + e⁻ˣ).
  public static final int SIGMOID = 10;

  /// The error function.
  public static final int ERF = 11;

  /// max(x, 0).
  public static final int RELU = 12;

  /// fma(p, min(x, 0), max(x, 0)).
  public static final int LEAKY_RELU = 13;

  /// fma(p, expm1(min(x, 0)), max(x, 0)).
  public static final int ELU = 14;

  /// x Φ(x), Φ the normal distribution function.
  public static final int GELU = 15;

  /// The tanh approximation of GELU: x σ(2 √(2/π) (x + 0.044715 x³)).
  public static final int GELU_TANH = 16;

  /// x σ(x).
  public static final int SILU = 17;

  /// ln(1 + eˣ).
  public static final int SOFTPLUS = 18;

  /// fma(x, p, q).
  public static final int AFFINE = 19;

  /// min(max(x, p), q).
  public static final int CLAMP = 20;

  /// 1 where x > 0, else 0 (also for NaN).
  public static final int STEP = 21;

  /// xⁿ for n = (int) p by squaring, from the lowest bit of |n|; for n < 0 the reciprocal of the
  /// positive power.
  public static final int POWER_INT = 22;

  /// a + b.
  public static final int ADD = 0;

  /// a - b.
  public static final int SUBTRACT = 1;

  /// a · b.
  public static final int MULTIPLY = 2;

  /// a / b.
  public static final int DIVIDE = 3;

  /// min(a, b).
  public static final int MIN = 4;

  /// max(a, b).
  public static final int MAX = 5;

  /// 1 where a = b, else 0.
  public static final int EQUAL = 6;

  /// 1 where a ≠ b, else 0 (1 for NaN).
  public static final int NOT_EQUAL = 7;

  /// 1 where a < b, else 0.
  public static final int LESS = 8;

  /// 1 where a ≤ b, else 0.
  public static final int LESS_EQUAL = 9;

  /// 1 where a > b, else 0.
  public static final int GREATER = 10;

  /// 1 where a ≥ b, else 0.
  public static final int GREATER_EQUAL = 11;

  /// Of input a and cotangent b: b where a > 0, else 0.
  public static final int RELU_GRADIENT = 12;

  /// Of output a and cotangent b: b · fma(-a, a, 1).
  public static final int TANH_GRADIENT = 13;

  /// Of output a and cotangent b: b · fma(-a, a, a).
  public static final int SIGMOID_GRADIENT = 14;

  /// Of input a and cotangent b: b · (Φ(a) + a φ(a)).
  public static final int GELU_GRADIENT = 15;

  /// Of input a and cotangent b.
  public static final int GELU_TANH_GRADIENT = 16;

  /// Of input a and cotangent b: b · σ(a) (1 + a (1 - σ(a))).
  public static final int SILU_GRADIENT = 17;

  /// Of input a and cotangent b: b · σ(a).
  public static final int SOFTPLUS_GRADIENT = 18;

  /// Fewer elements are not worth a vector.
  private static final int VECTOR_MINIMUM = 64;

  private Elementwise() {}

  /// Returns whether a unary function takes a polynomial for each element, such as the exponential.
  public static boolean isLongUnary(int opcode) {
    return switch (opcode) {
      case EXP, LOG, TANH, SIGMOID, ERF, ELU, GELU, GELU_TANH, SILU, SOFTPLUS -> true;
      default -> false;
    };
  }

  /// Returns whether a binary function takes a polynomial for each element.
  public static boolean isLongBinary(int opcode) {
    return switch (opcode) {
      case GELU_GRADIENT, GELU_TANH_GRADIENT, SILU_GRADIENT, SOFTPLUS_GRADIENT -> true;
      default -> false;
    };
  }

  /// Computes `y[yo + i] = f(x[xo + i])` for 0 ≤ i < n.
  public static void unary(
      int opcode, float p, float q, float[] x, int xo, float[] y, int yo, int n) {
    requireOpcode(opcode, POWER_INT, "unary");
    if (Kernels.VECTOR && n >= VECTOR_MINIMUM && Readiness.of(Readiness.UNARY + opcode, n)) {
      VectorUnary.apply(opcode, p, q, x, xo, y, yo, n);
    } else {
      ScalarUnary.apply(opcode, p, q, x, xo, y, yo, n);
    }
  }

  /// Computes `y[yo + i] = f(a[ao + i], b[bo + i])` for 0 ≤ i < n.
  public static void binary(
      int opcode, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    requireOpcode(opcode, SOFTPLUS_GRADIENT, "binary");
    if (Kernels.VECTOR && n >= VECTOR_MINIMUM && Readiness.of(Readiness.BINARY + opcode, n)) {
      VectorBinary.apply(opcode, a, ao, b, bo, y, yo, n);
    } else {
      ScalarBinary.apply(opcode, a, ao, b, bo, y, yo, n);
    }
  }

  /// Computes `y[yo + i] = c[co + i] != 0 ? a[ao + i] : b[bo + i]` for 0 ≤ i < n. NaN counts as not
  /// zero.
  public static void where(
      float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    if (Kernels.VECTOR && n >= VECTOR_MINIMUM && Readiness.of(Readiness.WHERE, n)) {
      VectorBinary.where(c, co, a, ao, b, bo, y, yo, n);
    } else {
      ScalarBinary.where(c, co, a, ao, b, bo, y, yo, n);
    }
  }

  private static void requireOpcode(int opcode, int last, String kind) {
    if (opcode < 0 || opcode > last) {
      throw new IllegalArgumentException("no " + kind + " function has opcode " + opcode);
    }
  }
}

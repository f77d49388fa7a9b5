package dev.descent.kernel;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// How far functions of one element are from the exact value.
///
/// `main` measures all floats (some minutes a function with `-Ddescent.kernel=vector`, a function's
/// name as argument measures that one) and prints the rows of docs/benchmarks/accuracy.md;
/// [AccuracyTest] holds a dense sample to the same bounds.
final class Accuracy {
  private static final int BLOCK = 4096;
  private static final float END = Float.POSITIVE_INFINITY;

  private Accuracy() {}

  /// A function over a range, both ends included.
  ///
  /// @param name what the table calls it
  /// @param opcode the function
  /// @param exact the function in double
  /// @param from the least argument
  /// @param to the largest
  /// @param bound the largest error of any float in units of the last place of the exact value,
  ///   rounded up in the last digit given
  /// @param worst where that is
  record Case(
      String name,
      int opcode,
      DoubleUnaryOperator exact,
      float from,
      float to,
      double bound,
      float worst) {
    /// Visits every `stride`th float.
    Result measure(long stride) {
      float[] x = new float[BLOCK];
      float[] y = new float[BLOCK];
      Result result = new Result(0, from, 0);
      long last = key(to);
      for (long k = key(from); k <= last; k += stride * BLOCK) {
        int n = (int) Math.min(BLOCK, (last - k) / stride + 1);
        for (int i = 0; i < n; i++) {
          x[i] = fromKey(k + i * stride);
        }
        apply(x, y, n);
        result = worse(result, x, y, n);
      }
      return result;
    }

    /// Returns the error at one argument.
    double errorAt(float x) {
      float[] y = new float[1];
      apply(new float[] {x}, y, 1);
      return error(exact.applyAsDouble(x), y[0]);
    }

    void apply(float[] x, float[] y, int n) {
      Elementwise.unary(opcode, 1f, 0f, x, 0, y, 0, n);
    }

    private Result worse(Result before, float[] x, float[] y, int n) {
      double worst = before.error;
      float at = before.at;
      double absolute = before.absolute;
      for (int i = 0; i < n; i++) {
        double expected = exact.applyAsDouble(x[i]);
        double error = error(expected, y[i]);
        if (!(error <= worst)) {
          worst = error;
          at = x[i];
        }
        double difference = Math.abs(finite(y[i]) - finite(expected));
        absolute = difference > absolute ? difference : absolute; // NaN is no difference
      }
      return new Result(worst, at, absolute);
    }

    private double error(double expected, float y) {
      if (Double.isNaN(expected)) {
        return Float.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
      }
      double difference = Math.abs(finite(y) - finite(expected));
      return difference / ulp(expected);
    }

    /// Infinity counts as 2¹²⁸, the float that would come next.
    private static double finite(double y) {
      return Math.clamp(y, -0x1p128, 0x1p128);
    }
  }

  /// What was found: the largest error, where, and the largest absolute error.
  record Result(double error, float at, double absolute) {}

  /// The functions, in pieces where the error is of another size.
  static List<Case> cases() {
    return List.of(
        unary("exp", Elementwise.EXP, Exact::exp, -END, END, 1.0129, 59.306038f),
        unary("log", Elementwise.LOG, Exact::log, -END, END, 0.9339, 0.63565737f),
        unary("tanh", Elementwise.TANH, Exact::tanh, -END, END, 1.9325, -0.51745725f),
        unary("sigmoid", Elementwise.SIGMOID, Exact::sigmoid, -END, END, 1.9748, -5.8580627f),
        unary("erf", Elementwise.ERF, Exact::erf, -END, END, 1.0536, -0.9053098f),
        unary("elu, e^x - 1", Elementwise.ELU, Exact::elu, -END, END, 0.9405, -0.3862641f),
        unary("softplus", Elementwise.SOFTPLUS, Exact::softplus, -END, END, 1.8614, -1.0943285f),
        unary("silu", Elementwise.SILU, Exact::silu, -87f, END, 3.3632, -1.9352255f),
        unary("silu", Elementwise.SILU, Exact::silu, -END, -87f, 52.014, -103.97208f),
        unary("gelu", Elementwise.GELU, Exact::gelu, -0f, END, 1.933, 0.33746207f),
        unary("gelu", Elementwise.GELU, Exact::gelu, -1f, -0f, 2.8659, -0.33746207f),
        unary("gelu", Elementwise.GELU, Exact::gelu, -4f, -1f, 9.4615, -3.8387177f),
        unary("gelu", Elementwise.GELU, Exact::gelu, -END, -4f, 38.434, -13.095872f),
        unary(
            "gelu tanh form",
            Elementwise.GELU_TANH,
            Exact::geluTanh,
            -0f,
            END,
            3.178,
            0.0076977536f),
        unary(
            "gelu tanh form", Elementwise.GELU_TANH, Exact::geluTanh, -3f, -0f, 14.44, -2.9796662f),
        unary(
            "gelu tanh form",
            Elementwise.GELU_TANH,
            Exact::geluTanh,
            -END,
            -3f,
            213.937,
            -10.041107f));
  }

  private static Case unary(
      String name,
      int opcode,
      DoubleUnaryOperator exact,
      float from,
      float to,
      double bound,
      float worst) {
    return new Case(name, opcode, exact, from, to, bound, worst);
  }

  /// The unit of the last place, 2⁻¹⁴⁹ for denormal numbers.
  private static double ulp(double exact) {
    return Math.scalb(1.0, Math.clamp(Math.getExponent(exact), -126, 127) - 23);
  }

  /// The floats in ascending order as consecutive integers, 0 for both zeros.
  private static long key(float x) {
    int bits = Float.floatToRawIntBits(Math.abs(x));
    return x < 0 ? -(long) bits : bits;
  }

  private static float fromKey(long key) {
    float magnitude = Float.intBitsToFloat((int) Math.abs(key));
    return key < 0 ? -magnitude : magnitude;
  }

  public static void main(String[] arguments) {
    String only = arguments.length > 0 ? arguments[0] : "";
    long stride = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    for (Case c : cases()) {
      if (c.name.startsWith(only)) {
        Result r = c.measure(stride);
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %s | %.4f | %s | %.2g |%n",
            c.name,
            c.from,
            c.to,
            r.error,
            r.at,
            r.absolute);
      }
    }
  }
}

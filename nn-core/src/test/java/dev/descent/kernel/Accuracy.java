package dev.descent.kernel;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// How far the functions of [Maths] are from the exact value, in units of the last place (ulp) of
/// the exact value.
///
/// `main` measures every float of each range (some minutes) and prints the table of
/// docs/benchmarks/accuracy.md; [AccuracyTest] holds a sample to the same bounds.
final class Accuracy {
  private static final float TINY = 0x1p-24f;

  private Accuracy() {}

  @FunctionalInterface
  interface FloatFunction {
    float apply(float x);
  }

  /// A function over a range.
  ///
  /// @param ulps no result may be further away, in units of the last place
  record Case(
      String name,
      FloatFunction function,
      DoubleUnaryOperator exact,
      float from,
      float to,
      double ulps) {
    /// Visits every `stride`th float.
    Result measure(int stride) {
      double worst = 0;
      float at = from;
      double absolute = 0;
      for (long k = key(from); k <= key(to); k += stride) {
        float x = fromKey(k);
        double expected = exact.applyAsDouble(x);
        double error = Math.abs(function.apply(x) - expected);
        absolute = Math.max(absolute, error);
        double inUlps = error / ulp(expected);
        if (!(inUlps <= worst)) {
          worst = inUlps;
          at = x;
        }
      }
      return new Result(worst, at, absolute);
    }
  }

  /// What was found: the largest error in ulp, where, and the largest absolute error.
  record Result(double ulps, float at, double absolute) {}

  /// The functions, each with the range where something can go wrong: below 2⁻²⁴ they are constant
  /// or linear.
  static List<Case> cases() {
    return List.of(
        new Case("exp", Maths::exp, StrictMath::exp, TINY, 88.72283f, 1.05),
        new Case("exp", Maths::exp, StrictMath::exp, -104f, -TINY, 1.05),
        new Case("log", Maths::log, StrictMath::log, Float.MIN_VALUE, Float.MAX_VALUE, 1),
        new Case("tanh", Maths::tanh, StrictMath::tanh, 0x1p-14f, 12f, 2),
        new Case("sigmoid", Maths::sigmoid, Accuracy::sigmoid, TINY, 20f, 2),
        new Case("sigmoid", Maths::sigmoid, Accuracy::sigmoid, -104f, -TINY, 2),
        new Case("erf", Maths::erf, Accuracy::erf, 0x1p-14f, 4.5f, 1.1),
        new Case("expm1, x ≤ 0", Maths::expm1Negative, StrictMath::expm1, -25f, -TINY, 1),
        new Case("softplus", Maths::softplus, Accuracy::softplus, TINY, 20f, 2),
        new Case("softplus", Maths::softplus, Accuracy::softplus, -104f, -TINY, 2),
        new Case("gelu", Maths::gelu, Accuracy::gelu, TINY, 20f, 2),
        new Case("gelu", Maths::gelu, Accuracy::gelu, -1f, -TINY, 3),
        new Case("gelu", Maths::gelu, Accuracy::gelu, -4f, -1f, 10),
        new Case("gelu", Maths::gelu, Accuracy::gelu, -12.5f, -4f, 30),
        new Case("gelu tanh form", Maths::geluTanh, Accuracy::geluTanh, TINY, 20f, 3.5),
        new Case("gelu tanh form", Maths::geluTanh, Accuracy::geluTanh, -3f, -TINY, 16),
        new Case("silu", Maths::silu, Accuracy::silu, TINY, 20f, 4),
        new Case("silu", Maths::silu, Accuracy::silu, -80f, -TINY, 4));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double silu(double x) {
    return x / (1 + StrictMath.exp(-x));
  }

  private static double geluTanh(double x) {
    return x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
  }

  private static double gelu(double x) {
    double t = Math.abs(x) / Math.sqrt(2);
    return x < 0 ? 0.5 * x * erfc(t) : 0.5 * x * (1 + erf(t));
  }

  /// For x ≥ 0: 2/√π e^(-x²) Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!, whose terms are all positive; for large x by the
  /// complement.
  private static double erf(double x) {
    if (x > 2.5) {
      return 1 - erfc(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-56; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /// For x ≥ 0, beyond 2.5 by the continued fraction of Laplace.
  private static double erfc(double x) {
    if (x <= 2.5) {
      return 1 - erf(x);
    }
    double fraction = x;
    for (int k = 60; k >= 1; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return StrictMath.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
  }

  private static double ulp(double exact) {
    return Math.scalb(1.0, Math.max(Math.getExponent(exact), -126) - 23);
  }

  /// The floats in ascending order as consecutive integers, 0 for zero.
  private static long key(float x) {
    int bits = Float.floatToRawIntBits(Math.abs(x));
    return x < 0 ? -(long) bits : bits;
  }

  private static float fromKey(long key) {
    float magnitude = Float.intBitsToFloat((int) Math.abs(key));
    return key < 0 ? -magnitude : magnitude;
  }

  public static void main(String[] arguments) {
    int stride = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    System.out.println(
        "| function | from | to | largest error, ulp | at | largest error, absolute |");
    System.out.println("|---|---|---|---|---|---|");
    for (Case c : cases()) {
      Result r = c.measure(stride);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %.3f | %s | %.2g |%n",
          c.name(),
          c.from(),
          c.to(),
          r.ulps(),
          r.at(),
          r.absolute());
    }
  }
}

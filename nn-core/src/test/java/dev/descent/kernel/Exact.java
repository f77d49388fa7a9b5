package dev.descent.kernel;

/// The functions of [Maths] in `double`: what their accuracy is measured against.
///
/// Errors are a few units of 2⁻⁵³, relative, and less than 2⁻³⁶ in the tails, where a rounding of
/// the argument is multiplied by its size; a unit in the last place of a float is 2⁻²⁴ or more. Far
/// out and near 0 the leading terms are taken: what they leave out is below 2⁻⁵³, relative, or far
/// below the smallest float.
final class Exact {
  private static final double SMALL = 0x1p-28;
  private static final double ROOT_PI = Math.sqrt(Math.PI);

  /// φ(0) = 1/√(2π).
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  /// e^x below this is no more than a millionth of the smallest float, also times x.
  private static final double NOTHING = -130;

  private Exact() {}

  static double exp(double x) {
    if (x < NOTHING) {
      return 0;
    }
    return Math.abs(x) < SMALL ? 1 + x : x > 90 ? Double.POSITIVE_INFINITY : StrictMath.exp(x);
  }

  static double log(double x) {
    return StrictMath.log(x);
  }

  static double tanh(double x) {
    double t = Math.abs(x);
    return t < 0x1p-14 ? x - x * x * x / 3 : t > 20 ? Math.signum(x) : StrictMath.tanh(x);
  }

  static double sigmoid(double x) {
    if (Math.abs(x) < SMALL) {
      return 0.5 + x / 4;
    }
    return x > 40 ? 1 : x < NOTHING ? 0 : 1 / (1 + StrictMath.exp(-x));
  }

  /// e^x - 1 up to 0, x from there on.
  static double elu(double x) {
    if (x >= 0 || x > -SMALL) {
      return x >= 0 ? x : x + x * x / 2;
    }
    return x < -40 ? -1 : StrictMath.expm1(x);
  }

  static double softplus(double x) {
    if (Math.abs(x) < SMALL) {
      return StrictMath.log(2) + x / 2;
    }
    return x > 40 ? x : x < -40 ? exp(x) : StrictMath.log1p(StrictMath.exp(x));
  }

  static double silu(double x) {
    return Math.abs(x) < SMALL ? x / 2 + x * x / 4 : x < NOTHING ? 0 : x * sigmoid(x);
  }

  static double geluTanh(double x) {
    if (Math.abs(x) < SMALL) {
      return x / 2 + DENSITY * x * x;
    }
    return x < -20 ? 0 : x > 20 ? x : x * sigmoid(inner(x));
  }

  private static double inner(double x) {
    return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  static double gelu(double x) {
    if (Math.abs(x) < SMALL) {
      return x / 2 + DENSITY * x * x;
    }
    return x < -16 ? 0 : x > 16 ? x : x * normal(x);
  }

  /// The normal distribution function.
  private static double normal(double x) {
    double t = Math.abs(x) / Math.sqrt(2);
    return x < 0 ? 0.5 * erfc(t) : 0.5 + 0.5 * erf(t);
  }

  static double erf(double x) {
    double t = Math.abs(x);
    if (t < 0x1p-14) {
      return 2 / ROOT_PI * (x - x * x * x / 3);
    }
    double y = t > 6 ? 1 : t > 2.5 ? 1 - erfc(t) : series(t);
    return Math.copySign(y, x);
  }

  /// 2/√π e^(-x²) Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!, x ≥ 0: all terms are positive, so nothing cancels. From the
  /// term below 2⁻⁵⁶ of the sum on, each is less than 2/3 of the one before for x ≤ 2.5, where
  /// there are 30 terms and more by then.
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-56; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / ROOT_PI * StrictMath.exp(-x * x) * sum;
  }

  /// 1 - erf(x) for x ≥ 0: up to 2.5 as it stands (a loss of 12 bits at most), beyond by the
  /// continued fraction of Laplace. All its parts are positive; the 60th convergent is within
  /// e^(-2x√(2·60)) < 2⁻⁷⁸ of the limit, relative.
  static double erfc(double x) {
    if (x <= 2.5) {
      return 1 - series(x);
    }
    double fraction = x;
    for (int k = 60; k >= 1; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return StrictMath.exp(-x * x) / (fraction * ROOT_PI);
  }
}

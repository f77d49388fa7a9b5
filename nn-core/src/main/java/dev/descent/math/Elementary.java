package dev.descent.math;

/// Powers, and sines and cosines within a turn, that allocate nothing: [StrictMath] makes three
/// small arrays in each power and one in each sine, which a step of training cannot afford.
///
/// **Cost.** A power takes some 400 ns, twice or three times as long as [StrictMath]'s. Where rules
/// call it once in a step that is nothing; AdaHessian with a power other than 1 calls it for each
/// weight.
///
/// **Accuracy.** A power is computed with some 85 bits and rounded once (twice below the least
/// normal number), so it is the double next to the exact one, but for one of a million. A sine or
/// cosine is within 0.8 units in the last place. [StrictMath] differs from all of them by one unit
/// at most, in a few of a hundred results.
///
/// **Numerics.** Operations of IEEE only, so the same bits on every machine. A number of 85 bits is
/// the sum of two doubles; what rounding takes from a product is found as Dekker does it.
///
/// @see <a href="https://doi.org/10.1007/BF01397083">Dekker (1971), A floating-point technique for
///   extending the available precision</a>
public final class Elementary {
  private static final double LN_2 = 0x1.62e42fefa39efp-1;
  private static final double LN_2_REST = 0x1.abc9e3b39803fp-56;
  private static final double HALF_PI = 0x1.921fb54442d18p+0;
  private static final double HALF_PI_REST = 0x1.1a62633145c07p-54;
  private static final double SPLIT = 0x1p27 + 1;

  /// A turn, and a little more.
  private static final double LARGEST_ANGLE = 7;

  // The last terms of series, below 2⁻⁹⁰, and those below 2⁻³³, for which a double will do.
  private static final int LAST_OF_LOGARITHM = 35;
  private static final int PLAIN_OF_LOGARITHM = 13;
  private static final int LAST_OF_EXPONENTIAL = 20;
  private static final int PLAIN_OF_EXPONENTIAL = 10;

  private Elementary() {}

  /// Returns xʸ. What [StrictMath#pow] says of zeros, infinities, NaNs and negative numbers holds
  /// here as well.
  public static double pow(double x, double y) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE && Math.abs(y) < 0x1p50)) {
      return StrictMath.pow(x, y);
    }
    int exponent = Math.getExponent(x);
    double m = Math.scalb(x, -exponent);
    if (m > 1.4142135623730951) {
      m *= 0.5;
      exponent++;
    }
    // ln m = 2·artanh s = 2·s·(1 + s²/3 + s⁴/5 + ...), s = (m − 1)/(m + 1)
    double above = m - 1;
    double below = m + 1;
    double s = above / below;
    double part = s * below;
    double sRest = (above - part - rest(s, below, part) - s * restOfSum(m, 1, below)) / below;
    double q = s * s;
    double qRest = rest(s, s, q) + 2 * s * sRest;
    double sum = 0;
    for (int n = LAST_OF_LOGARITHM; n >= PLAIN_OF_LOGARITHM; n -= 2) {
      sum = 1.0 / n + q * sum;
    }
    double sumRest = 0;
    for (int n = PLAIN_OF_LOGARITHM - 2; n > 0; n -= 2) {
      double product = q * sum;
      double productRest = rest(q, sum, product) + (q * sumRest + qRest * sum);
      double term = 1.0 / n;
      part = term * n;
      double termRest = (1 - part - rest(term, n, part)) / n;
      sum = term + product;
      sumRest = restOfSum(term, product, sum) + (termRest + productRest);
    }
    double small = 2 * s * sum;
    double smallRest = rest(2 * s, sum, small) + 2 * (s * sumRest + sRest * sum);
    double large = exponent * LN_2;
    double log = large + small;
    double logRest =
        restOfSum(large, small, log)
            + (rest(exponent, LN_2, large) + exponent * LN_2_REST + smallRest);
    double power = y * log;
    return Math.abs(power) < 800
        ? exponential(power, rest(y, log, power) + y * logRest)
        : power < 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  /// Returns e to the sum of two.
  private static double exponential(double x, double xRest) {
    double n = Math.rint(x / LN_2);
    double whole = n * LN_2;
    double r = x - whole;
    double rRest = xRest - rest(n, LN_2, whole) - n * LN_2_REST;
    // 1 + r/1·(1 + r/2·(1 + r/3·(...
    double sum = 1;
    for (int k = LAST_OF_EXPONENTIAL; k >= PLAIN_OF_EXPONENTIAL; k--) {
      sum = 1 + r * sum / k;
    }
    double sumRest = 0;
    for (int k = PLAIN_OF_EXPONENTIAL - 1; k > 0; k--) {
      double product = r * sum;
      double productRest = rest(r, sum, product) + (r * sumRest + rRest * sum);
      double term = product / k;
      double part = term * k;
      double termRest = (product - part - rest(term, k, part) + productRest) / k;
      sum = 1 + term;
      sumRest = restOfSum(1, term, sum) + termRest;
    }
    return Math.scalb(sum + sumRest, (int) n);
  }

  /// Returns the cosine. That of an angle beyond 7 is [StrictMath#cos]'s.
  public static double cos(double angle) {
    return Math.abs(angle) <= LARGEST_ANGLE ? wave(angle, 1) : StrictMath.cos(angle);
  }

  /// Returns the sine. That of an angle beyond 7 is [StrictMath#sin]'s.
  public static double sin(double angle) {
    return Math.abs(angle) <= LARGEST_ANGLE && angle != 0 // which keeps its sign
        ? wave(angle, 0)
        : StrictMath.sin(angle);
  }

  /// Returns the sine of an angle and some quarters of a turn.
  private static double wave(double angle, int quarters) {
    double n = Math.rint(angle / HALF_PI);
    if (n == 0) {
      return quarters == 0 ? sine(angle, 0) : cosine(angle, 0);
    }
    double whole = n * HALF_PI;
    double left = angle - whole;
    double leftRest = -rest(n, HALF_PI, whole) - n * HALF_PI_REST;
    double r = left + leftRest;
    double rRest = restOfSum(left, leftRest, r);
    int quarter = (int) n + quarters;
    double size = (quarter & 1) == 0 ? sine(r, rRest) : cosine(r, rRest);
    return (quarter & 2) == 0 ? size : -size;
  }

  /// Returns r − r³/3! + r⁵/5! − ..., where |r| ≤ π/4 and the angle is r + rRest.
  private static double sine(double r, double rRest) {
    double z = r * r;
    double p = z * (-1.0 / 1_307_674_368_000L + z * (1.0 / 355_687_428_096_000L));
    p = z * (-1.0 / 39_916_800 + z * (1.0 / 6_227_020_800L + p));
    p = -1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362_880 + p)));
    return r + (r * z * p + rRest * (1 - 0.5 * z));
  }

  /// Returns 1 − r²/2! + r⁴/4! − ...
  private static double cosine(double r, double rRest) {
    double z = r * r;
    double p = z * (1.0 / 20_922_789_888_000L + z * (-1.0 / 6_402_373_705_728_000L));
    p = z * (1.0 / 479_001_600 + z * (-1.0 / 87_178_291_200L + p));
    p = 1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40_320 + z * (-1.0 / 3_628_800 + p)));
    double half = 0.5 * z;
    double large = 1 - half;
    return large + (1 - large - half + (z * z * p - r * rRest));
  }

  /// Returns what rounding has taken from a product, without a fused multiply-add, which some
  /// processors do not have and Java then makes of big numbers.
  static double rest(double a, double b, double product) {
    double ta = SPLIT * a;
    double tb = SPLIT * b;
    double ah = ta - (ta - a);
    double bh = tb - (tb - b);
    double al = a - ah;
    double bl = b - bh;
    return ((ah * bh - product) + ah * bl + al * bh) + al * bl;
  }

  /// Returns what rounding has taken from a sum.
  private static double restOfSum(double a, double b, double sum) {
    double rounded = sum - a;
    return (a - (sum - rounded)) + (b - rounded);
  }
}

package dev.descent.optim.engine;

/// 1 − βᵗ for the few β that the rules of a run ask for, computed once for a t. Several threads may
/// ask.
final class Debias {
  private static final int MOST = 8;

  private final double[] betas = new double[MOST];
  private final double[] values = new double[MOST];
  private volatile int count;
  private long t;

  /// Moves to another t; while no thread asks.
  void at(long next) {
    if (next == t) {
      return;
    }
    t = next;
    int known = count;
    if (known == MOST) { // a β that follows a schedule: forget the old ones
      count = 0;
      return;
    }
    for (int i = 0; i < known; i++) {
      values[i] = compute(betas[i]);
    }
  }

  long t() {
    return t;
  }

  double get(double beta) {
    int known = count;
    for (int i = 0; i < known; i++) {
      if (betas[i] == beta) {
        return values[i];
      }
    }
    return add(beta);
  }

  private synchronized double add(double beta) {
    double value = compute(beta);
    int known = count;
    if (known < MOST) {
      betas[known] = beta;
      values[known] = value;
      count = known + 1;
    }
    return value;
  }

  /// Returns xⁿ by repeated squaring: multiplications only, so the same bits everywhere; the
  /// relative error is about n · 2⁻⁵³, which for xⁿ that still matters beside 1 is far below a
  /// float's. (StrictMath.pow allocates.)
  static double power(double x, long n) {
    double result = 1;
    double square = x;
    for (long left = n; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  private double compute(double beta) {
    return 1 - power(beta, t);
  }
}

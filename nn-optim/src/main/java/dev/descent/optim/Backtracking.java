package dev.descent.optim;

/// Finds a length with enough decrease, shorter and shorter (Armijo 1966).
final class Backtracking {
  private Backtracking() {}

  /// Returns the first of t, s·t, s²·t, ... with f(t) <= f(0) + c·t·f′(0), 0 if none of `most` is;
  /// a loss that is not finite is none.
  static double search(
      Line line, double first, double loss, double slope, double armijo, double shrink, int most) {
    double t = first;
    for (int tries = 0; tries < most; tries++, t *= shrink) {
      line.evaluate(t);
      if (line.value() - loss - t * armijo * slope <= 0) {
        return t;
      }
    }
    return 0;
  }
}

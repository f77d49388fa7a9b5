package dev.descent.optim;

/// Finds a length with enough decrease, shorter and shorter (Armijo 1966).
final class Backtracking {
  private Backtracking() {}

  /// Returns the first of t, s·t, s²·t, ... with f(t) <= f(0) + c·t·f′(0), 0 if none of `most` is;
  /// a point where loss or slope are not finite is none.
  static double search(
      Line line, double first, double loss, double slope, double armijo, double shrink, int most) {
    double t = first;
    for (int tries = 0; tries < most; tries++, t *= shrink) {
      line.evaluate(t);
      if (line.finite() && line.value() - loss - t * armijo * slope <= 0) {
        return t;
      }
    }
    return 0;
  }

  /// Returns the length to remember after a search without success, so that the next one, which
  /// begins with `grow` times that, begins below all that were tried: from where it was it would
  /// try the same lengths again, and fail for ever. What has become so short that lengths cannot be
  /// the trouble begins anew.
  ///
  /// @param longest the length to begin anew with
  static double shorter(double first, double grow, double shrink, int most, double longest) {
    double t = first;
    for (int tries = 0; tries < most; tries++) {
      t *= shrink;
    }
    return t > 1e-12 * longest ? t / grow : longest;
  }
}

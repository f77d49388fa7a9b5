package dev.descent.optim;

/// Finds a length with enough decrease and a slope that has flattened: bracket, then zoom, by cubic
/// interpolation.
///
/// ```
/// f(t) <= f(0) + c₁·t·f′(0)    and    |f′(t)| <= c₂·|f′(0)|
/// ```
///
/// Nocedal and Wright (2006), algorithms 3.5 and 3.6, with the safeguards of minFunc, as PyTorch. A
/// loss that is not finite counts as too long. Where trials end while lengths grow, PyTorch takes
/// the last one or none.
final class StrongWolfe {
  private record Point(double t, double f, double slope) {}

  private final Line line;
  private final double armijo;
  private final double curvature;
  private final double tolerance;
  private final int most;
  private final Point start;
  private int tries;

  /// Searches along a line on which a loss and a negative slope are known at 0.
  ///
  /// @param tolerance the change of a weight that ends the search
  /// @param most trials after the first
  StrongWolfe(
      Line line,
      double loss,
      double slope,
      double armijo,
      double curvature,
      double tolerance,
      int most) {
    this.line = line;
    this.armijo = armijo;
    this.curvature = curvature;
    this.tolerance = tolerance;
    this.most = most;
    start = new Point(0, loss, slope);
  }

  /// Returns the length found; without trials left the best one of those that grew, or the better
  /// end of the bracket: 0 if all were too long.
  double search(double first, double largestDirection) {
    Point before = start;
    Point best = start;
    Point now = evaluate(first);
    while (tries < most) {
      if (tooLong(now) || (tries > 1 && now.f() >= before.f())) {
        return zoom(before, now, largestDirection);
      }
      if (Math.abs(now.slope()) <= -curvature * start.slope()) {
        return now.t();
      }
      if (now.slope() >= 0) {
        return zoom(before, now, largestDirection);
      }
      double t = now.t();
      double next = cubic(before, now, t + 0.01 * (t - before.t()), 10 * t);
      best = now.f() <= best.f() ? now : best;
      before = now;
      now = evaluate(next);
      tries++;
    }
    return now.f() < best.f() ? now.t() : best.t();
  }

  private Point evaluate(double t) {
    line.evaluate(t);
    return line.finite()
        ? new Point(t, line.value(), line.derivative())
        : new Point(t, Double.POSITIVE_INFINITY, Double.NaN);
  }

  private boolean tooLong(Point point) {
    return !(point.f() <= start.f() + armijo * point.t() * start.slope());
  }

  private double zoom(Point a, Point b, double largestDirection) {
    Point low = a.f() <= b.f() ? a : b;
    Point high = a.f() <= b.f() ? b : a;
    boolean stuck = false;
    while (tries < most && Math.abs(high.t() - low.t()) * largestDirection >= tolerance) {
      double left = Math.min(low.t(), high.t());
      double right = Math.max(low.t(), high.t());
      double t = cubic(low, high, left, right);
      double margin = 0.1 * (right - left);
      if (Math.min(right - t, t - left) < margin) {
        if (stuck || t >= right || t <= left) {
          t = right - t < t - left ? right - margin : left + margin;
          stuck = false;
        } else {
          stuck = true;
        }
      } else {
        stuck = false;
      }
      Point now = evaluate(t);
      tries++;
      if (tooLong(now) || now.f() >= low.f()) {
        high = now.f() < low.f() ? low : now;
        low = now.f() < low.f() ? now : low;
      } else {
        if (Math.abs(now.slope()) <= -curvature * start.slope()) {
          return t;
        }
        if (now.slope() * (high.t() - low.t()) >= 0) {
          high = low;
        }
        low = now;
      }
    }
    return low.t();
  }

  /// Returns the minimum of the cubic through two points and their slopes, within bounds; the
  /// middle if there is none.
  private static double cubic(Point a, Point b, double least, double most) {
    Point left = a.t() <= b.t() ? a : b;
    Point right = a.t() <= b.t() ? b : a;
    double d1 = left.slope() + right.slope() - 3 * (left.f() - right.f()) / (left.t() - right.t());
    double square = d1 * d1 - left.slope() * right.slope();
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double share = (right.slope() + d2 - d1) / (right.slope() - left.slope() + 2 * d2);
    double t = right.t() - (right.t() - left.t()) * share;
    return Double.isFinite(t) ? Math.min(Math.max(t, least), most) : (least + most) / 2;
  }
}

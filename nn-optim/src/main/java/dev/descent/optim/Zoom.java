package dev.descent.optim;

/// Finds a length with enough decrease and a slope that has flattened: doubled until it is too
/// long, then by interpolation, as `optax.scale_by_zoom_linesearch` 0.2.8.
///
/// ```
/// f(t) <= f(0) + c₁·t·f′(0)    and    |f′(t)| <= c₂·|f′(0)|
/// f(t) <= f(0) + 1e-6·|f(0)|   and    f′(t) <= (2·c₁ − 1)·f′(0)    in place of the first
/// ```
///
/// Nocedal and Wright (2006), algorithms 3.5 and 3.6. The second line is the approximate condition
/// of Hager and Zhang (2006), which holds where losses differ by rounding only. Within an interval
/// it takes the minimum of a cubic if that is a fifth of the interval away from both ends, else
/// that of a parabola if a tenth, else the middle. A loss that is not finite counts as too long.
///
/// **Differs from** optax where no length tried has enough decrease: the length is 0, as of the
/// other searches here, while optax takes the last one if its loss is finite.
final class Zoom {
  private static final double PRECISION = 1e-5;
  private static final double LONGER = 2;
  private static final double APPROXIMATE = 1e-6;

  private record Point(double t, double f, double slope) {}

  private final Line line;
  private final double armijo;
  private final double curvature;
  private final double precision;
  private final int most;
  private final Point start;
  private Point best;
  private int tries;

  /// Searches along a line on which loss and slope are known at 0.
  ///
  /// @param unit the length of which 1e-5 is an interval so short that the slope need not flatten
  /// @param most evaluations
  Zoom(
      Line line,
      double loss,
      double slope,
      double armijo,
      double curvature,
      double unit,
      int most) {
    this.line = line;
    this.armijo = armijo;
    this.curvature = curvature;
    precision = PRECISION * unit;
    this.most = most;
    start = new Point(0, loss, slope);
    best = start;
  }

  /// Returns the length found; if none is, one with enough decrease; 0 if there is none either, or
  /// if the line does not go down.
  double search(double first) {
    Point before = start;
    for (double t = first; start.slope() < 0 && tries < most; t *= LONGER) {
      Point now = evaluate(t);
      if (decreases(now)) {
        if (flat(now)) {
          return t;
        }
        best = now;
      }
      if (!decreases(now) || (tries > 1 && now.f() >= before.f())) {
        return zoom(before, now);
      }
      if (now.slope() >= 0) {
        return zoom(now, before);
      }
      before = now;
    }
    return best.t();
  }

  /// Returns the length for the next search to begin with, after one without success: half of the
  /// last, which was the shortest; the same where nothing was tried.
  ///
  /// @param longest the length to begin anew with
  double shorter(double first, double longest) {
    return tries == 0 ? first : Backtracking.shorter(line.at(), 1, 0.5, 1, longest);
  }

  private double zoom(Point low, Point high) {
    Point other = low;
    while (tries < most) {
      double width = Math.abs(high.t() - low.t());
      Point now = evaluate(between(low, high, other, width));
      boolean decreases = decreases(now);
      if (decreases && flat(now)) {
        return now.t();
      }
      if (decreases && now.f() < best.f()) {
        best = now;
      }
      if (!decreases || now.f() >= low.f()) {
        other = high;
        high = now;
      } else if (now.slope() * (high.t() - low.t()) >= 0) {
        other = high;
        high = low;
        low = now;
      } else {
        other = low;
        low = now;
      }
      if (width <= precision && best.t() > 0) {
        break;
      }
    }
    return best.t();
  }

  private Point evaluate(double t) {
    line.evaluate(t);
    tries++;
    return line.finite()
        ? new Point(t, line.value(), line.derivative())
        : new Point(t, Double.POSITIVE_INFINITY, Double.NaN);
  }

  private boolean decreases(Point now) {
    double rise = now.f() - start.f();
    return rise <= armijo * now.t() * start.slope()
        || (rise <= APPROXIMATE * Math.abs(start.f())
            && now.slope() <= (2 * armijo - 1) * start.slope());
  }

  private boolean flat(Point now) {
    return Math.abs(now.slope()) <= -curvature * start.slope();
  }

  private static double between(Point low, Point high, Point other, double width) {
    double left = Math.min(low.t(), high.t());
    double right = Math.max(low.t(), high.t());
    double cubic = cubic(low, high, other);
    if (cubic > left + 0.2 * width && cubic < right - 0.2 * width) {
      return cubic;
    }
    double parabola = parabola(low, high);
    return parabola > left + 0.1 * width && parabola < right - 0.1 * width
        ? parabola
        : (left + right) / 2;
  }

  /// Returns where the cubic through three points, with the slope of the first, has its minimum; a
  /// NaN if it has none.
  private static double cubic(Point a, Point b, Point c) {
    double toB = b.t() - a.t();
    double toC = c.t() - a.t();
    double riseB = b.f() - a.f() - a.slope() * toB;
    double riseC = c.f() - a.f() - a.slope() * toC;
    double product = toB * toC;
    double divisor = product * product * (toB - toC);
    double third = (toC * toC * riseB - toB * toB * riseC) / divisor;
    double second = (toB * toB * toB * riseC - toC * toC * toC * riseB) / divisor;
    return a.t() + (Math.sqrt(second * second - 3 * third * a.slope()) - second) / (3 * third);
  }

  /// Returns where the parabola through two points, with the slope of the first, is level.
  private static double parabola(Point a, Point b) {
    double length = b.t() - a.t();
    double second = (b.f() - a.f() - a.slope() * length) / (length * length);
    return a.t() - a.slope() / (2 * second);
  }
}

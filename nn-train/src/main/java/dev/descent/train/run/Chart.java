package dev.descent.train.run;

import java.util.ArrayList;
import java.util.List;

/// Lines over a common axis: what a picture in the report shows.
///
/// @param title what it shows
/// @param x what the horizontal axis counts
/// @param y what the vertical axis counts
/// @param logarithmicX whether the horizontal axis is logarithmic; points that are not positive are
///   left out then
/// @param logarithmicY whether the vertical axis is logarithmic; points that are not positive are
///   left out then
/// @param lines the lines
public record Chart(
    String title,
    String x,
    String y,
    boolean logarithmicX,
    boolean logarithmicY,
    List<Line> lines) {
  /// Keeps a copy of the list.
  public Chart {
    lines = List.copyOf(lines);
  }

  /// Returns whether a logarithmic axis is worth it: from two orders of magnitude on, under which
  /// it has too few numbers beside it.
  public static boolean spreads(List<Line> lines) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Line line : lines) {
      for (double value : line.y()) {
        if (value > 0 && Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return high > 100 * low;
  }

  /// One line of a chart.
  ///
  /// @param name its name in the legend
  /// @param x the places
  /// @param y the values, one for each place; NaN for a gap in the line
  /// @param faint whether it is background: thin, gray, not in the legend; a single point is a
  ///   cross, and in the legend
  public record Line(String name, List<Double> x, List<Double> y, boolean faint) {
    /// Keeps copies of the lists.
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            "chart line '%s' must have a value for each place, was %d places and %d values"
                .formatted(name, x.size(), y.size()));
      }
    }

    /// Makes a line of the foreground.
    public Line(String name, List<Double> x, List<Double> y) {
      this(name, x, y, false);
    }

    /// Returns the points that can be drawn, at most about `most` of them.
    Line drawable(Chart chart, int most) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      int stride = Math.max(1, Math.ceilDiv(x.size(), most));
      for (int i = 0; i < x.size(); i++) {
        double value = y.get(i);
        boolean drawn = i % stride == 0 || i == x.size() - 1;
        boolean positive =
            (!chart.logarithmicX() || x.get(i) > 0) && (!chart.logarithmicY() || value > 0);
        boolean gap = Double.isNaN(value) && !ys.isEmpty() && !ys.getLast().isNaN();
        if (gap || (drawn && positive && Double.isFinite(value))) {
          xs.add(x.get(i));
          ys.add(value);
        }
      }
      if (!ys.isEmpty() && ys.getLast().isNaN()) {
        xs.removeLast();
        ys.removeLast();
      }
      return new Line(name, xs, ys, faint);
    }
  }
}

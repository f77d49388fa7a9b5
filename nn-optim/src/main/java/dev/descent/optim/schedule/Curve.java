package dev.descent.optim.schedule;

import dev.descent.math.Elementary;

/// How a schedule goes from one value to another.
public enum Curve {
  /// Not at all: the new value comes at once at the end.
  FLAT,
  /// In a straight line.
  LINEAR,
  /// In half a cosine wave.
  COSINE,
  /// By the square root: quick at first.
  SQUARE_ROOT;

  /// Returns the value between two others.
  ///
  /// @param way how much of the way is done, in [0, 1]
  double between(double from, double to, double way) {
    return switch (this) {
      case FLAT -> from;
      case LINEAR -> from + (to - from) * way;
      case COSINE -> to + 0.5 * (from - to) * (1 + Elementary.cos(Math.PI * way));
      case SQUARE_ROOT -> from + (to - from) * Math.sqrt(way);
    };
  }
}

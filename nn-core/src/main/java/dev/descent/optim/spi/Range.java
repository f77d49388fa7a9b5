package dev.descent.optim.spi;

/// The legal values of a number: an interval with open or closed ends. A NaN is in no range.
///
/// @param low the lower end
/// @param lowOpen whether `low` itself is excluded
/// @param high the upper end
/// @param highOpen whether `high` itself is excluded
public record Range(double low, boolean lowOpen, double high, boolean highOpen) {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// Checks that the interval has a member.
  public Range {
    if (!(low < high || (low == high && !lowOpen && !highOpen))) {
      throw new IllegalArgumentException(
          "range must have low < high, was %s and %s".formatted(low, high));
    }
  }

  /// Returns the finite numbers.
  public static Range finite() {
    return new Range(-INFINITY, true, INFINITY, true);
  }

  /// Returns the finite numbers from `low` upwards.
  public static Range atLeast(double low) {
    return new Range(low, false, INFINITY, true);
  }

  /// Returns the finite numbers greater than `low`.
  public static Range above(double low) {
    return new Range(low, true, INFINITY, true);
  }

  /// Returns the numbers from `low` upwards, positive infinity included.
  public static Range atLeastOrInfinite(double low) {
    return new Range(low, false, INFINITY, false);
  }

  /// Returns `[low, high]`.
  public static Range closed(double low, double high) {
    return new Range(low, false, high, false);
  }

  /// Returns `(low, high)`.
  public static Range open(double low, double high) {
    return new Range(low, true, high, true);
  }

  /// Returns `[low, high)`.
  public static Range rightOpen(double low, double high) {
    return new Range(low, false, high, true);
  }

  /// Returns `(low, high]`.
  public static Range leftOpen(double low, double high) {
    return new Range(low, true, high, false);
  }

  /// Returns whether the value is legal.
  public boolean contains(double value) {
    return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
  }

  /// Returns the rule as it follows "must be": `in [0, 1)`, `finite and >= 0`.
  @Override
  public String toString() {
    if (low == -INFINITY && high == INFINITY && lowOpen && highOpen) {
      return "finite";
    }
    if (high == INFINITY) {
      return (highOpen ? "finite and " : "") + (lowOpen ? "> " : ">= ") + text(low);
    }
    if (low == -INFINITY) {
      return (lowOpen ? "finite and " : "") + (highOpen ? "< " : "<= ") + text(high);
    }
    return "in " + (lowOpen ? "(" : "[") + text(low) + ", " + text(high) + (highOpen ? ")" : "]");
  }

  private static String text(double value) {
    return value == (long) value ? Long.toString((long) value) : Double.toString(value);
  }
}

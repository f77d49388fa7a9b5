package dev.descent.train;

/// How often a listener that only watches is told about steps.
///
/// A step of a tiny network takes less time than reading the clock, so nobody is called at every
/// step unless asked to, and the clock is read only once in a while.
///
/// @param steps call after every so many steps; 0: not by steps
/// @param milliseconds call at most once in so many milliseconds; 0: not by time
public record Cadence(long steps, long milliseconds) {
  private static final Cadence NEVER = new Cadence(0, 0);

  /// Checks that at most one of the numbers is set.
  public Cadence {
    if (steps < 0 || milliseconds < 0 || (steps > 0 && milliseconds > 0)) {
      throw new IllegalArgumentException(
          "cadence must be by steps or by milliseconds, both >= 0, was %d and %d"
              .formatted(steps, milliseconds));
    }
  }

  /// Returns the cadence of a listener that is told about epochs only.
  public static Cadence never() {
    return NEVER;
  }

  /// Returns a call after every `count` steps.
  public static Cadence everySteps(long count) {
    return new Cadence(requirePositive("steps", count), 0);
  }

  /// Returns a call at most once in `count` milliseconds.
  public static Cadence everyMilliseconds(long count) {
    return new Cadence(0, requirePositive("milliseconds", count));
  }

  private static long requirePositive(String unit, long count) {
    if (count < 1) {
      throw new IllegalArgumentException("cadence %s must be >= 1, was %d".formatted(unit, count));
    }
    return count;
  }
}

package dev.descent.optim.spi;

/// A schedule that is kept between two values (`end_value` in optax, `min_lr` elsewhere).
///
/// ```
/// min(max(schedule(t), low), high)
/// ```
///
/// @param schedule what is kept
/// @param low the least value, not NaN; may be -Infinity
/// @param high the greatest value, >= `low`; may be Infinity
public record Clamp(Schedule schedule, double low, double high) implements NamedSchedule {
  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final HyperParameters HYPER =
      HyperParameters.of("clamp", "A schedule kept between two values")
          .with("schedule", "what is kept")
          .with("low", Range.closed(-ALL, ALL), "least value")
          .with("high", Range.closed(-ALL, ALL), "greatest value");

  /// Checks that the schedule is there, and the ranges.
  public Clamp {
    HYPER
        .given("schedule", schedule)
        .check("low", low)
        .check("high", high)
        .require(low <= high, "high", high, ">= low, which is " + low);
  }

  @Override
  public double at(long step) {
    return Math.min(Math.max(schedule.at(step), low), high);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

package dev.descent.optim.spi;

/// The value of a hyper-parameter as a pure function of the number of committed steps.
///
/// Skipped and accumulated batches do not advance it, and equal arguments give equal bits. A
/// schedule that counts epochs is an [EpochSchedule], one that a metric moves a [MetricSchedule].
///
/// ```java
/// Schedule rate = new Linear(0, 1e-3, 100).then(900, new Cosine(1e-3, 0, 9000));
/// ```
@FunctionalInterface
public interface Schedule {
  /// Returns the value to use in the step that follows `step` committed ones; the first step asks
  /// for `at(0)`.
  double at(long step);

  /// Returns this for a number of steps and then another, which counts from its own beginning.
  ///
  /// @param steps the steps of this, at least 1
  /// @param next what follows
  /// @throws IllegalArgumentException if `steps` is less than 1
  default Schedule then(long steps, Schedule next) {
    return new Then(this, steps, next);
  }

  /// Returns the product of two schedules, both counted from 0.
  default Schedule times(Schedule other) {
    return new Times(this, other);
  }

  /// Returns a straight line from 0 to the first value of this in a number of steps, and then this,
  /// counted from its own beginning.
  ///
  /// @param steps the steps of the line, at least 1
  /// @throws IllegalArgumentException if `steps` is less than 1
  default Schedule warmup(long steps) {
    return new Warmup(steps, this);
  }

  /// Returns this where it is between two values, and the nearer of them where it is not.
  ///
  /// @throws IllegalArgumentException if `low` is greater than `high` or one is NaN
  default Schedule clamp(double low, double high) {
    return new Clamp(this, low, high);
  }
}

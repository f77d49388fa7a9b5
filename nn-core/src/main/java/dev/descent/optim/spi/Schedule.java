package dev.descent.optim.spi;

/// The value of a hyper-parameter as a pure function of the number of committed steps.
///
/// Skipped and accumulated batches do not advance it, and equal arguments give equal bits.
@FunctionalInterface
public interface Schedule {
  /// Returns the value to use in the step that follows `step` committed ones; the first step asks
  /// for `at(0)`.
  double at(long step);
}

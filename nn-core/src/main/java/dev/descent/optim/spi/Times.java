package dev.descent.optim.spi;

/// The product of two schedules (PyTorch's ChainedScheduler).
///
/// ```
/// first(t)·second(t)
/// ```
///
/// @param first one factor
/// @param second the other factor
public record Times(Schedule first, Schedule second) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("times", "The product of two schedules")
          .with("first", "one factor")
          .with("second", "the other factor");

  /// Checks that both are there.
  public Times {
    HYPER.given("first", first).given("second", second);
  }

  @Override
  public double at(long step) {
    return first.at(step) * second.at(step);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

package dev.descent.optim.spi;

/// One schedule after another (PyTorch's SequentialLR, optax's join_schedules).
///
/// ```
/// first(t)          t < steps
/// next(t − steps)   t ≥ steps
/// ```
///
/// @param first what comes first
/// @param steps its steps, >= 1
/// @param next what follows, counted from its own beginning
public record Then(Schedule first, long steps, Schedule next) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("then", "One schedule for a number of steps, then another")
          .with("first", "what comes first")
          .with("steps", Range.atLeast(1), "its steps")
          .with("next", "what follows, from its own beginning");

  /// Checks that both are there, and the range.
  public Then {
    HYPER.given("first", first).check("steps", steps).given("next", next);
  }

  @Override
  public double at(long step) {
    return step < steps ? first.at(step) : next.at(step - steps);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

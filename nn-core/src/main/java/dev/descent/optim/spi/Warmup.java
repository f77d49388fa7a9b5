package dev.descent.optim.spi;

/// A straight line that leads to the first value of a schedule, and then that schedule.
///
/// ```
/// start + (after(0) − start)·t/steps    t < steps
/// after(t − steps)                      t ≥ steps
/// ```
///
/// A warm-up that multiplies a schedule that is already running is `linear(0, 1, steps)` [Times]
/// it.
///
/// @param steps steps of the line, >= 1
/// @param after what follows, counted from its own beginning
/// @param start the value at step 0, finite; default 0
public record Warmup(long steps, Schedule after, double start) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("warmup", "A straight line to the first value of a schedule, then that")
          .paper("Goyal et al. (2017), section 2.2", "https://arxiv.org/abs/1706.02677")
          .with("steps", Range.atLeast(1), "steps of the line")
          .with("after", "what follows, from its own beginning")
          .with("start", Range.finite(), "value at step 0");

  /// Checks that the schedule is there, and the ranges.
  public Warmup {
    HYPER.check("steps", steps).given("after", after).check("start", start);
  }

  /// Makes a warm-up that starts at 0.
  public Warmup(long steps, Schedule after) {
    this(steps, after, 0);
  }

  @Override
  public double at(long step) {
    if (step >= steps) {
      return after.at(step - steps);
    }
    return start + (after.at(0) - start) * ((double) step / steps);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Schedule;
import dev.descent.random.Keys;

/// A schedule with multiplicative noise from the normal distribution, cut off (timm's lr_noise).
///
/// ```
/// schedule(t)·(1 + z),  z ~ N(0, 1) under |z| < limit
/// ```
///
/// z is a pure function of seed and step.
///
/// @param schedule the values without noise
/// @param limit greatest share of a change, in [0.01, 1]; default 0.67
/// @param seed seed of the noise; default 42
public record Noisy(Schedule schedule, double limit, long seed) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("noisy", "A schedule with noise")
          .with("schedule", "values without noise")
          .with("limit", Range.closed(0.01, 1), "greatest share of a change")
          .with("seed", "seed of the noise");

  /// Checks that the schedule is there, and the range.
  public Noisy {
    HYPER.given("schedule", schedule).check("limit", limit);
  }

  /// Makes the noise of timm's defaults.
  public Noisy(Schedule schedule) {
    this(schedule, 0.67, 42);
  }

  @Override
  public double at(long step) {
    long key = Keys.fold(Keys.fold(Keys.of(seed), "schedule"), step);
    long draw = 0;
    double z = Keys.normal(key, draw);
    while (!(Math.abs(z) < limit)) {
      z = Keys.normal(key, ++draw);
    }
    return schedule.at(step) * (1 + z);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

package dev.descent.optim.spi;

/// A schedule that moves once an epoch, counted in steps: what an [EpochSchedule] becomes when the
/// number of steps in an epoch is known.
///
/// ```
/// schedule(⌊t / stepsPerEpoch⌋)
/// ```
///
/// @param schedule the value of each epoch, from 0
/// @param stepsPerEpoch steps in an epoch, >= 1
public record PerEpoch(Schedule schedule, long stepsPerEpoch) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("per-epoch", "A schedule that counts epochs")
          .with("schedule", "value of each epoch")
          .with("stepsPerEpoch", Range.atLeast(1), "steps in an epoch");

  /// Checks that the schedule is there, and the range.
  public PerEpoch {
    HYPER.given("schedule", schedule).check("stepsPerEpoch", stepsPerEpoch);
  }

  @Override
  public double at(long step) {
    return schedule.at(Math.floorDiv(step, stepsPerEpoch));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

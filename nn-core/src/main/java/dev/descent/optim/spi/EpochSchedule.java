package dev.descent.optim.spi;

/// The value of a hyper-parameter as a pure function of the number of epochs. It is no [Schedule],
/// so that nobody takes one for the other: whoever knows the steps of an epoch makes one of it.
///
/// ```java
/// trainer.schedule("learningRate", new EpochSchedule(new StepDecay(0.1, 30, 0.1)));
/// ```
///
/// @param schedule the value of each epoch, from 0
public record EpochSchedule(Schedule schedule) {
  private static final HyperParameters HYPER =
      HyperParameters.of("epoch-schedule", "A schedule that counts epochs")
          .with("schedule", "value of each epoch");

  /// Checks that the schedule is there.
  public EpochSchedule {
    HYPER.given("schedule", schedule);
  }

  /// Returns the same values by steps.
  ///
  /// @param stepsPerEpoch steps in an epoch, at least 1
  /// @throws IllegalArgumentException if it is less than 1
  public Schedule steps(long stepsPerEpoch) {
    return new PerEpoch(schedule, stepsPerEpoch);
  }
}

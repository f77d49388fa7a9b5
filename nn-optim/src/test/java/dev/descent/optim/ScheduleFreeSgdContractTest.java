package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ScheduleFreeSgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ScheduleFreeSgdConfig(0.1, 0.8, 3, false, 0.1, 2);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "schedule-free-sgd.csv");
  }
}

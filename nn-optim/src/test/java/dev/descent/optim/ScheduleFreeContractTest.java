package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ScheduleFreeContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ScheduleFreeConfig(SgdConfig.of(0.1), 0.1, 0.9, 2);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "schedule-free.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ScheduleFreeAdamWContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ScheduleFreeAdamWConfig(0.1, 0.8, 0.99, 1e-8, 3, false, 0.1, 2);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "schedule-free-adamw.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class OptimisticGdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new OptimisticGdConfig(0.1, 1.5, 0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "optimistic-gd.csv");
  }
}

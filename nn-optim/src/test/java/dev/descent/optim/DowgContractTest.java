package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class DowgContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new DowgConfig(1, 1e-4, 1e-4, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "dowg.csv");
  }
}

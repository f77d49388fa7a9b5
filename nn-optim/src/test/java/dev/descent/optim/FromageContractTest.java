package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class FromageContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new FromageConfig(0.1, 1e-3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "fromage.csv");
  }
}

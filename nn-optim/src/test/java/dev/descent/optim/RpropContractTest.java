package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class RpropContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new RpropConfig(0.1, 0.5, 2.4, 0.06, 0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "rprop.csv");
  }
}

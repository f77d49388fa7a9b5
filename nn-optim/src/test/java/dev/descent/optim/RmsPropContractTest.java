package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class RmsPropContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new RmsPropConfig(0.01, 0.9, 1e-2, true, true, false, 1, 0.5, true, true, 0.01, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "rmsprop.csv");
  }
}

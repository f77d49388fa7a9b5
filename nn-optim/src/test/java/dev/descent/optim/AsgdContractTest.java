package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AsgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AsgdConfig(0.1, 0.5, 0.75, 3, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "asgd.csv");
  }
}

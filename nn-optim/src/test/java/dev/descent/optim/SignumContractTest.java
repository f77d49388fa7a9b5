package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SignumContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SignumConfig(0.0625, 0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "signum.csv");
  }
}

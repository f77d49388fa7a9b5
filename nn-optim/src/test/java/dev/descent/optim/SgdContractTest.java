package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SgdConfig(0.1, 0.9, 0.25, false, 0.01, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sgd.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AmsGradContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AmsGradConfig(0.1, 0.9, 0.5, 1e-8, false, 0.01, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "amsgrad.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdagradContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AdagradConfig(0.1, 0.1, 1e-8, false, 0.1, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adagrad.csv");
  }
}

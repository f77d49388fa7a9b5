package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MomoAdamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new MomoAdamConfig(0.1, 0.9, 0.99, 1e-8, 0, 0.1, false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "momo-adam.csv");
  }
}

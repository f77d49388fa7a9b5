package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class NAdamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new NAdamConfig(0.1, 0.9, 0.99, 1e-8, true, 2, 0.01, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "nadam.csv");
  }
}

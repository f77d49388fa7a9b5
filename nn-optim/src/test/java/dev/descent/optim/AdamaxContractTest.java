package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdamaxContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AdamaxConfig(0.1, 0.9, 0.5, 1e-8, true, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adamax.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdamConfig.of(0.1).withBetas(0.9, 0.99);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adam.csv");
  }
}

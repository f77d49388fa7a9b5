package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ProdigyContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ProdigyConfig(1, 0.9, 0.99, 0.95, 1e-8, 0.01, 1, 0.1, false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "prodigy.csv");
  }
}

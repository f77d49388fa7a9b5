package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class YogiContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return YogiConfig.of(0.1).withBetas(0.9, 0.99).withInitialAccumulator(1e-4);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "yogi.csv");
  }
}

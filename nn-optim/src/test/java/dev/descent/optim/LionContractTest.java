package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LionContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new LionConfig(0.0625, 0.5, 0.9, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lion.csv");
  }
}

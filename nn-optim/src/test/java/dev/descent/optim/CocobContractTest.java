package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class CocobContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new CocobConfig(1, 10, 1e-8, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "cocob.csv");
  }
}

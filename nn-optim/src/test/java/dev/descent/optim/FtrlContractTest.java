package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class FtrlContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new FtrlConfig(0.1, 0.1, 0.5, 0.25, 0.01, 0.5, true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "ftrl.csv");
  }
}

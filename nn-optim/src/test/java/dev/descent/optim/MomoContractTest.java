package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MomoContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new MomoConfig(0.5, 0.9, 0, 0.1, false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "momo.csv");
  }
}

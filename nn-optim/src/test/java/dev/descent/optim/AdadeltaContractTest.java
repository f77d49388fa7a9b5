package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdadeltaContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AdadeltaConfig(1, 0.9, 1e-2, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adadelta.csv");
  }
}

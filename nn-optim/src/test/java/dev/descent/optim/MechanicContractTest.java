package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MechanicContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new MechanicConfig(SgdConfig.of(0.1).withMomentum(0.9), 0.01, 1e-8, 0.01, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "mechanic.csv");
  }
}

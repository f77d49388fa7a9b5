package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ClampContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ClampConfig(SgdConfig.of(0.1).withMomentum(0.9), -0.25, 0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "clamp.csv");
  }
}

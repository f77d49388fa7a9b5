package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SwaContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SwaConfig(SgdConfig.of(0.1).withMomentum(0.9), 2, 2);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "ema.csv");
  }
}

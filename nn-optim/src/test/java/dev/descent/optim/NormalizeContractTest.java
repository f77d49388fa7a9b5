package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class NormalizeContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new NormalizeConfig().withLength(2).withEpsilon(0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "normalize.csv");
  }

  @Override
  public boolean perElement() {
    return false; // the norm is that of all parameters
  }
}

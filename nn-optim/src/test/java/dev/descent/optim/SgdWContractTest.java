package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SgdWContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SgdWConfig(0.1, 0.9, 0, true, 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sgdw.csv");
  }
}

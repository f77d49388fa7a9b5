package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AddNoiseContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AddNoiseConfig(0.5, 0.55, 7);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "add-noise.csv");
  }
}

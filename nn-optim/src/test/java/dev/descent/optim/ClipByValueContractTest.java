package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ClipByValueContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ClipByValueConfig(0.75);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "clip-by-value.csv");
  }
}

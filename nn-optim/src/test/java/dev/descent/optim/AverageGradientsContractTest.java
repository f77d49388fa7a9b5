package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AverageGradientsContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AverageGradientsConfig(0.75, true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "average-gradients.csv");
  }
}

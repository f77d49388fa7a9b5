package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class DogContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new DogConfig(1, DogConfig.First.HEURISTIC, 0.01, 1e-8, 0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "dog.csv");
  }
}

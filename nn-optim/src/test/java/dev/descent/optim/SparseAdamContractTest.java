package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SparseAdamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return SparseAdamConfig.of(0.1).withBetas(0.9, 0.99);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(3, 2);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sparse-adam.csv");
  }
}

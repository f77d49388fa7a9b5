package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class Sm3ContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return Sm3Config.of(0.1);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sm3.csv");
  }
}

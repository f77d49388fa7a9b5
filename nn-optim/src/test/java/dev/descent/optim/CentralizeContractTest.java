package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class CentralizeContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new CentralizeConfig();
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "centralize.csv");
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SgdPContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SgdPConfig(0.1, 0.5, 0, false, 0.1, 1, 0.5, 1e-8);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sgdp.csv");
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class PsgdKronContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return PsgdKronConfig.of(0.1).withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "psgd-kron.csv");
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

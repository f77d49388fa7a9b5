package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MarsContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return MarsConfig.of(0.05).withBetas(0.9, 0.99).withGamma(0.05).withWeightDecay(0.1);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "mars.csv");
  }
}

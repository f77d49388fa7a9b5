package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ClipAdaptivelyContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ClipAdaptivelyConfig(0.5, 1, Units.FIRST_AXIS);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "clip-adaptively.csv");
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

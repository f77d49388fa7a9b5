package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdamPContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdamPConfig.of(0.05)
        .withBetas(0.9, 0.99)
        .withWeightDecay(0.1)
        .withDelta(0.9)
        .withDecayRatio(0.5);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adamp.csv");
  }
}

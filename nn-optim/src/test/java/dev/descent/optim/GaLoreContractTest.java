package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class GaLoreContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    OptimizerConfig base = new AdamWConfig(0.1, 0.9, 0.99, 1e-8, 0.1);
    return new GaLoreConfig(base, 1, 10, 0.5, AdamWConfig.of(0.1));
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "galore.csv");
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

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SoapContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SoapConfig(0.1, 0.9, 0.95, 1e-3, 2, 1024, 0.1, AdamWConfig.of(0.1));
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "soap.csv");
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

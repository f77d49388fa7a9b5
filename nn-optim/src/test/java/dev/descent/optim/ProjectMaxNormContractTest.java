package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ProjectMaxNormContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return ProjectConfig.maxNorm(SgdConfig.of(0.1).withMomentum(0.9), 1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "project-max-norm.csv");
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

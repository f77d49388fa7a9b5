package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ProjectSimplexContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ProjectConfig(
        SgdConfig.of(0.1).withMomentum(0.9), Region.SIMPLEX, 1.5, false, Units.FIRST_AXIS);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "project-simplex.csv");
  }
}

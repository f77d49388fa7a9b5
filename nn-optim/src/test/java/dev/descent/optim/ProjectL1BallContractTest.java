package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ProjectL1BallContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ProjectConfig(
        SgdConfig.of(0.1).withMomentum(0.9), Region.L1_BALL, 2, false, Units.FIRST_AXIS);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "project-l1-ball.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LambDecoupledContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LambConfig.of(0.05).withBetas(0.9, 0.99).withEpsilonRoot(1e-8).withDecoupledDecay(0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lamb-decoupled.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LambContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LambConfig.of(0.05).withBetas(0.9, 0.99).withEpsilonRoot(1e-8).withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lamb.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LaPropContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LaPropConfig.of(0.05).withBetas(0.9, 0.99).withEpsilon(1e-8).withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "laprop.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LarsContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LarsConfig.of(0.5).withWeightDecay(0.1).withTrustCoefficient(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lars.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdanDecoupledContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdanConfig.of(0.05).withEpsilonRoot(1e-8).withWeightDecay(0.1).withProximal(false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adan-decoupled.csv");
  }
}

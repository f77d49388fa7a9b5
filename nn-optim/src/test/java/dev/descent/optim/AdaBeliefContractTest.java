package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdaBeliefContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdaBeliefConfig.of(0.1)
        .withBetas(0.9, 0.99)
        .withEpsilon(1e-6)
        .withEpsilonRoot(1e-8)
        .withWeightDecay(0.01)
        .withDecoupledDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adabelief.csv");
  }
}

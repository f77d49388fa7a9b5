package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class OptimisticAdamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return OptimisticAdamConfig.of(0.05)
        .withBetas(0.9, 0.99)
        .withEpsilonRoot(1e-8)
        .withAlpha(1.5)
        .withOptimism(0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "optimistic-adam.csv");
  }
}

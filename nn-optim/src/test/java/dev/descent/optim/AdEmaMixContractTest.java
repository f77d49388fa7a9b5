package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdEmaMixContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdEmaMixConfig.of(0.05)
        .withBetas(0.9, 0.99, 0.95)
        .withAlpha(3)
        .withEpsilonRoot(1e-8)
        .withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "ademamix.csv");
  }
}

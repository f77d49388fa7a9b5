package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SimplifiedAdEmaMixContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return SimplifiedAdEmaMixConfig.of(0.01)
        .withBetas(0.9, 0.99)
        .withAlpha(2)
        .withEpsilonRoot(1e-8)
        .withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "simplified-ademamix.csv");
  }
}

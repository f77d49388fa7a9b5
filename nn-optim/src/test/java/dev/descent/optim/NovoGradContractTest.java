package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class NovoGradContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return NovoGradConfig.of(0.05)
        .withBetas(0.9, 0.95)
        .withEpsilon(1e-6)
        .withEpsilonRoot(1e-6)
        .withWeightDecay(0.05);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "novograd.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AcPropContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AcPropConfig.of(0.01)
        .withBetas(0.9, 0.99)
        .withEpsilon(1e-3)
        .withEpsilonRoot(1e-4)
        .withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "acprop.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MarsLionContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return MarsConfig.of(0.05)
        .withBetas(0.9, 0.99)
        .withGamma(0.05)
        .withWeightDecay(0.1)
        .withKind(MarsKind.LION)
        .withVectors(true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "mars-lion.csv");
  }
}

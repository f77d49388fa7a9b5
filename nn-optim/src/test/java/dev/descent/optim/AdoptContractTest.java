package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdoptContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdoptConfig.of(0.05)
        .withBetas(0.9, 0.99)
        .withClipFactor(0.5)
        .withClipExponent(0.5)
        .withWeightDecay(0.01);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adopt.csv");
  }
}

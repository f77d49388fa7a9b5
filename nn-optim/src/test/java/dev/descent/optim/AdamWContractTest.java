package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdamWContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdamWConfig.of(0.1).withBetas(0.9, 0.99).withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adamw.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MadgradContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return MadgradConfig.of(0.05).withWeightDecay(0.01).withDecoupledDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "madgrad.csv");
  }
}

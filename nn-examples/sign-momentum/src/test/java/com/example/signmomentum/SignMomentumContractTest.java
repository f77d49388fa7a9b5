package com.example.signmomentum;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SignMomentumContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SignMomentumConfig(0.125, 0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "/sign-momentum.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AddDecayContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AddDecayConfig(0.25);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "add-decay.csv");
  }
}

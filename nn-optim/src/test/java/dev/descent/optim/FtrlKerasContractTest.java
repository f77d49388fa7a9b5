package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

/// [Ftrl] as Keras has it, which forgets the weights at the start.
final class FtrlKerasContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new FtrlConfig(0.1, 0.1, 0.5, 0.25, 0.01, 0.5, false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "ftrl-keras.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

/// [Sgd] with the learning rate inside the momentum, as Keras has it: at a constant rate the same
/// trajectory, from another state.
final class SgdKerasContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SgdConfig(0.1, 0.9, 0.25, false, 0.01, 0.1, true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sgd.csv");
  }
}

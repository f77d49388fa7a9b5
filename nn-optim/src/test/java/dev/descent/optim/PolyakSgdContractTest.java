package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class PolyakSgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new PolyakSgdConfig(0.5, 2, 0.2, 0.25, 0.1, true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "polyak-sgd.csv");
  }

  /// The norm is that of the whole group.
  @Override
  public boolean perElement() {
    return false;
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class SignSgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return SignSgdConfig.of(0.0625);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sign-sgd.csv");
  }
}

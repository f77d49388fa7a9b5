package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class CautiousDecayContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new CautiousDecayConfig(new SgdConfig(0.1, 0.9, 0, false, 0, 0.5));
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "cautious-decay.csv");
  }
}

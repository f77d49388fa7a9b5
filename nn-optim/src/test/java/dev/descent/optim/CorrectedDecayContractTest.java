package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class CorrectedDecayContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new CorrectedDecayConfig(new SgdConfig(0.1, 0.9, 0, false, 0, 0.5), 0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "corrected-decay.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LookaheadResetContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LookaheadConfig.of(SgdConfig.of(0.1).withMomentum(0.9))
        .withPeriod(3)
        .withResetState(true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lookahead-reset.csv");
  }
}

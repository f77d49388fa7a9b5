package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class LookaheadContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new LookaheadConfig(SgdConfig.of(0.1).withMomentum(0.9), 2, 0.5, false, false);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lookahead.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.CompositionContract;
import dev.descent.testkit.Trajectory;

/// A mean that begins late: the suite has to wait for it.
final class SwaThatStartsLateTest implements CompositionContract {
  @Override
  public OptimizerConfig config() {
    return new SwaConfig(SgdConfig.of(0.1).withMomentum(0.9), 100, 1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "ema.csv");
  }
}

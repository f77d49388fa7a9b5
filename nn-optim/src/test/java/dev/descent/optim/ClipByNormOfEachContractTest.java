package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class ClipByNormOfEachContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return ClipByNormConfig.of(3).withPerTensor(true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "clip-by-norm.csv");
  }

  @Override
  public boolean perElement() {
    return false; // the norm is that of a parameter
  }
}

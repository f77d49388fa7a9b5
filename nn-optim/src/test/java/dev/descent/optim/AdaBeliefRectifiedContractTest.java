package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdaBeliefRectifiedContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdaBeliefConfig.timm(0.05)
        .withBetas(0.9, 0.7)
        .withEpsilon(1e-6)
        .withEpsilonRoot(1e-8)
        .withAmsgrad(true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adabelief-rectified.csv");
  }
}

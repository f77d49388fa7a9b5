package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class NovoGradAmsgradContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return NovoGradConfig.of(0.05)
        .withBetas(0.9, 0.5)
        .withEpsilon(1e-6)
        .withGradientAveraging(true)
        .withAmsgrad(true);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "novograd-amsgrad.csv");
  }
}

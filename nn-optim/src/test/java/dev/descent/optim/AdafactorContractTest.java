package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdafactorContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdafactorConfig.of(0.05)
        .withEpsilon(1e-3)
        .withClipThreshold(0.5)
        .withMomentum(0.9)
        .withWeightDecay(0.1);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adafactor.csv");
  }
}

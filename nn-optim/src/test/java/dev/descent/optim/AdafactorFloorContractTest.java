package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class AdafactorFloorContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return AdafactorConfig.torch(0.6)
        .withEpsilon(1e-3)
        .withDecayRate(0.6)
        .withScaleFloor(0.5)
        .withClipThreshold(2)
        .withBeta2Limit(0.3)
        .withMomentum(0.5)
        .withRateInMomentum(false);
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adafactor-floor.csv");
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class GaLoreSgdContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return GaLoreConfig.of(new SgdConfig(0.1, 0.9, 0, true, 0, 0.1))
        .withRank(1)
        .withInterval(10)
        .withScale(0.5);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "galore-sgd.csv");
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

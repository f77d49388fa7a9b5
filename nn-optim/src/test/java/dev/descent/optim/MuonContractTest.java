package dev.descent.optim;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;

final class MuonContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return MuonConfig.of(0.1).withMomentum(0.9).withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "muon.csv");
  }

  @Override
  public double tolerance() {
    return 2e-5 /* the iteration amplifies rounding */;
  }

  @Override
  public Shape goldenShape() {
    return Shape.of(2, 3);
  }
}

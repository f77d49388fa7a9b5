package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class SophiaContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return SophiaConfig.of(0.1)
        .withBetas(0.9, 0.5)
        .withCurvature(0.5, 0.75, 2)
        .withWeightDecay(0.1);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sophia.csv");
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(new Bowl());
  }

  /// Estimates are made for all parameters at once.
  @Override
  public boolean perElement() {
    return false;
  }
}

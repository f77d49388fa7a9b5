package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class SamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new SamConfig(0.5, 2, false, 0);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "sam.csv");
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

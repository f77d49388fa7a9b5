package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class AsamContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return SamConfig.asam();
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "asam.csv");
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

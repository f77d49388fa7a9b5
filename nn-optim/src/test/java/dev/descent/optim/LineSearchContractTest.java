package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class LineSearchContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new LineSearchConfig();
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "line-search.csv");
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class LbfgsZoomContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return LbfgsConfig.optax().withHistory(3);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "lbfgs-zoom.csv");
  }

  @Override
  public double tolerance() {
    return 1e-4;
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

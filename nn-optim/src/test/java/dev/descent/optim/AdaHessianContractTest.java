package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class AdaHessianContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new AdaHessianConfig(0.1, 0.9, 0.99, 1e-8, 0.5, 1, 0.1, 7);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "adahessian.csv");
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

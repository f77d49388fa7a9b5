package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class ConjugateGradientContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ConjugateGradientConfig(
        1,
        ConjugateGradientConfig.Search.STRONG_WOLFE,
        ConjugateGradientConfig.Formula.POLAK_RIBIERE,
        30,
        1e-4,
        1e-3,
        0);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "conjugate-gradient.csv");
  }

  @Override
  public double tolerance() {
    return 2e-3 /* what the search leaves of the slope */;
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

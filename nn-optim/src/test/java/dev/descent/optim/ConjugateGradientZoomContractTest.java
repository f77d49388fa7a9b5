package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class ConjugateGradientZoomContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new ConjugateGradientConfig()
        .withSearch(ConjugateGradientConfig.Search.ZOOM)
        .withMaxEvaluations(30)
        .withCurvature(1e-3)
        .withGradientTolerance(0);
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

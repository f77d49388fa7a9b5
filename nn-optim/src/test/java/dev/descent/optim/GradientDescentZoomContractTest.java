package dev.descent.optim;

import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.OptimizerContract;
import dev.descent.testkit.Trajectory;
import java.util.Optional;

final class GradientDescentZoomContractTest implements OptimizerContract {
  @Override
  public OptimizerConfig config() {
    return new GradientDescentConfig()
        .withSearch(GradientDescentConfig.Search.ZOOM)
        .withCurvature(0.6);
  }

  @Override
  public Trajectory golden() {
    return Trajectory.read(getClass(), "gradient-descent-zoom.csv");
  }

  @Override
  public Optional<Objective> objective() {
    return Optional.of(Valley::evaluate);
  }
}

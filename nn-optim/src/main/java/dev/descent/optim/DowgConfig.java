package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Dowg], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param initialSquaredDistance r₀², first estimate of the squared distance, finite and > 0;
///   default 1e-4
/// @param epsilon ε, finite and > 0; default 1e-4
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record DowgConfig(
    double learningRate, double initialSquaredDistance, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "dowg",
              "Gradient descent whose rate weighs squared gradients by the distance travelled")
          .paper(
              "Khaled et al. (2023), DoWG Unleashed: An Efficient Universal Parameter-Free Gradient"
                  + " Descent Method",
              "https://arxiv.org/abs/2305.16284")
          .with("learningRate", Range.atLeast(0), "factor of the rate, for schedules")
          .with(
              "initialSquaredDistance",
              Range.above(0),
              "first estimate of the squared distance to the solution")
          .with("epsilon", Range.above(0), "added to the root of the weighted sum")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public DowgConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("initialSquaredDistance", initialSquaredDistance)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of optax: both numbers 1e-4.
  public DowgConfig() {
    this(1, 1e-4, 1e-4, 0);
  }

  /// Returns the defaults with a learning rate.
  public static DowgConfig of(double learningRate) {
    return new DowgConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public DowgConfig withLearningRate(double value) {
    return new DowgConfig(value, initialSquaredDistance, epsilon, weightDecay);
  }

  /// Returns a copy with another initial squared distance.
  public DowgConfig withInitialSquaredDistance(double value) {
    return new DowgConfig(learningRate, value, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public DowgConfig withEpsilon(double value) {
    return new DowgConfig(learningRate, initialSquaredDistance, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public DowgConfig withWeightDecay(double value) {
    return new DowgConfig(learningRate, initialSquaredDistance, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Dowg();
  }
}

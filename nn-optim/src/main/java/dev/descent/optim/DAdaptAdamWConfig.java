package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [DAdaptAdamW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param initialDistance d₀, first (under-)estimate of the distance to the solution, finite and >
///   0; default 1e-6
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
public record DAdaptAdamWConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double initialDistance,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "dadapt-adamw",
              "AdamW that estimates its learning rate from the distance to the solution")
          .paper(
              "Defazio and Mishchenko (2023), Learning-Rate-Free Learning by D-Adaptation",
              "https://arxiv.org/abs/2301.07733")
          .with("learningRate", Range.atLeast(0), "factor of the estimated rate, for schedules")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("initialDistance", Range.above(0), "first estimate of the distance to the solution")
          .decay("weightDecay", "decay of the weights, times the estimated rate");

  /// Checks the ranges.
  public DAdaptAdamWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("initialDistance", initialDistance)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper.
  public DAdaptAdamWConfig() {
    this(1, 0.9, 0.999, 1e-8, 1e-6, 0);
  }

  /// Returns the defaults with a learning rate.
  public static DAdaptAdamWConfig of(double learningRate) {
    return new DAdaptAdamWConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public DAdaptAdamWConfig withLearningRate(double value) {
    return new DAdaptAdamWConfig(value, beta1, beta2, epsilon, initialDistance, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public DAdaptAdamWConfig withBetas(double first, double second) {
    return new DAdaptAdamWConfig(
        learningRate, first, second, epsilon, initialDistance, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public DAdaptAdamWConfig withEpsilon(double value) {
    return new DAdaptAdamWConfig(learningRate, beta1, beta2, value, initialDistance, weightDecay);
  }

  /// Returns a copy with another initial distance.
  public DAdaptAdamWConfig withInitialDistance(double value) {
    return new DAdaptAdamWConfig(learningRate, beta1, beta2, epsilon, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public DAdaptAdamWConfig withWeightDecay(double value) {
    return new DAdaptAdamWConfig(learningRate, beta1, beta2, epsilon, initialDistance, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new DAdaptAdamW();
  }
}

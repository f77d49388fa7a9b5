package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdamaxW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 2e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the infinity norm, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-4
public record AdamaxWConfig(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("adamaxw", "Adamax with decoupled weight decay")
          .paper(
              "Kingma and Ba (2015), Adam: A Method for Stochastic Optimization",
              "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the infinity norm")
          .with("epsilon", Range.above(0), "added to each gradient in the norm")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public AdamaxWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper (section 7.1), with optax's decay.
  public AdamaxWConfig() {
    this(2e-3, 0.9, 0.999, 1e-8, 1e-4);
  }

  /// Returns the defaults with a learning rate.
  public static AdamaxWConfig of(double learningRate) {
    return new AdamaxWConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdamaxWConfig withLearningRate(double value) {
    return new AdamaxWConfig(value, beta1, beta2, epsilon, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public AdamaxWConfig withBetas(double first, double second) {
    return new AdamaxWConfig(learningRate, first, second, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public AdamaxWConfig withEpsilon(double value) {
    return new AdamaxWConfig(learningRate, beta1, beta2, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AdamaxWConfig withWeightDecay(double value) {
    return new AdamaxWConfig(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdamaxW();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [MomoAdam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param lowerBound f*, lower bound of the loss, finite; default 0
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param adaptLowerBound whether the bound is estimated on the way (never below `lowerBound`);
///   default false
public record MomoAdamConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double lowerBound,
    double weightDecay,
    boolean adaptLowerBound)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "momo-adam",
              "Adam with the rate that reaches a lower bound of the loss in a linear model")
          .paper(
              "Schaipp et al. (2023), MoMo: Momentum Models for Adaptive Learning Rates",
              "https://arxiv.org/abs/2305.07583")
          .with("learningRate", Range.atLeast(0), "largest rate")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("lowerBound", Range.finite(), "lower bound of the loss")
          .decay("weightDecay", "decay of the weights, times the largest rate")
          .with("adaptLowerBound", "estimates the lower bound on the way");

  /// Checks the ranges.
  public MomoAdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("lowerBound", lowerBound)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper.
  public MomoAdamConfig() {
    this(1e-2, 0.9, 0.999, 1e-8, 0, 0, false);
  }

  /// Returns the defaults with a learning rate.
  public static MomoAdamConfig of(double learningRate) {
    return new MomoAdamConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public MomoAdamConfig withLearningRate(double value) {
    return new MomoAdamConfig(
        value, beta1, beta2, epsilon, lowerBound, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with other decays of the moments.
  public MomoAdamConfig withBetas(double first, double second) {
    return new MomoAdamConfig(
        learningRate, first, second, epsilon, lowerBound, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another epsilon.
  public MomoAdamConfig withEpsilon(double value) {
    return new MomoAdamConfig(
        learningRate, beta1, beta2, value, lowerBound, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another lower bound.
  public MomoAdamConfig withLowerBound(double value) {
    return new MomoAdamConfig(
        learningRate, beta1, beta2, epsilon, value, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another weight decay.
  public MomoAdamConfig withWeightDecay(double value) {
    return new MomoAdamConfig(
        learningRate, beta1, beta2, epsilon, lowerBound, value, adaptLowerBound);
  }

  /// Returns a copy with or without `adaptLowerBound`.
  public MomoAdamConfig withAdaptLowerBound(boolean value) {
    return new MomoAdamConfig(learningRate, beta1, beta2, epsilon, lowerBound, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new MomoAdam();
  }
}

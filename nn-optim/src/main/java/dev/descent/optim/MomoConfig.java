package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Momo], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param beta β, decay of the means, in [0, 1); default 0.9
/// @param lowerBound f*, lower bound of the loss, finite; default 0
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param adaptLowerBound whether the bound is estimated on the way (never below `lowerBound`);
///   default false
public record MomoConfig(
    double learningRate,
    double beta,
    double lowerBound,
    double weightDecay,
    boolean adaptLowerBound)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "momo",
              "Momentum with the rate that reaches a lower bound of the loss in a linear model")
          .paper(
              "Schaipp et al. (2023), MoMo: Momentum Models for Adaptive Learning Rates",
              "https://arxiv.org/abs/2305.07583")
          .with("learningRate", Range.atLeast(0), "largest rate")
          .with("beta", Range.rightOpen(0, 1), "decay of the means of gradients and losses")
          .with("lowerBound", Range.finite(), "lower bound of the loss")
          .decay("weightDecay", "decay of the weights, times the largest rate")
          .with("adaptLowerBound", "estimates the lower bound on the way");

  /// Checks the ranges.
  public MomoConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta", beta)
        .check("lowerBound", lowerBound)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper.
  public MomoConfig() {
    this(1, 0.9, 0, 0, false);
  }

  /// Returns the defaults with a learning rate.
  public static MomoConfig of(double learningRate) {
    return new MomoConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public MomoConfig withLearningRate(double value) {
    return new MomoConfig(value, beta, lowerBound, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another beta.
  public MomoConfig withBeta(double value) {
    return new MomoConfig(learningRate, value, lowerBound, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another lower bound.
  public MomoConfig withLowerBound(double value) {
    return new MomoConfig(learningRate, beta, value, weightDecay, adaptLowerBound);
  }

  /// Returns a copy with another weight decay.
  public MomoConfig withWeightDecay(double value) {
    return new MomoConfig(learningRate, beta, lowerBound, value, adaptLowerBound);
  }

  /// Returns a copy with or without `adaptLowerBound`.
  public MomoConfig withAdaptLowerBound(boolean value) {
    return new MomoConfig(learningRate, beta, lowerBound, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Momo();
  }
}

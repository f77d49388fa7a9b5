package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Soap], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 3e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.95
/// @param beta2 β₂, decay of all second moments, in [0, 1); default 0.95
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param interval steps from one basis to the next, >= 1; default 10
/// @param largestSide longer sides are left alone, >= 1; default 1024
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-2
/// @param others what updates vectors, scalars and matrices whose sides are too long; default AdamW
///   with λ 0
public record SoapConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    int interval,
    int largestSide,
    double weightDecay,
    OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("soap", "Adam in the eigenbasis of Shampoo")
          .paper(
              "Vyas et al. (2024), SOAP: Improving and Stabilizing Shampoo using Adam",
              "https://arxiv.org/abs/2409.11321")
          .with("learningRate", Range.atLeast(0), "length of a step in every direction, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of all second moments")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("interval", Range.atLeast(1), "steps from one basis to the next")
          .with("largestSide", Range.atLeast(1), "sides longer than this are left alone")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("others", "what updates the rest");

  /// Checks the ranges.
  public SoapConfig {
    HYPER
        .given("others", others)
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("interval", interval)
        .check("largestSide", largestSide)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the authors' code.
  public SoapConfig() {
    this(3e-3, 0.95, 0.95, 1e-8, 10, 1024, 1e-2, new AdamWConfig().withWeightDecay(0));
  }

  /// Returns the defaults with a learning rate.
  public static SoapConfig of(double learningRate) {
    return new SoapConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SoapConfig withLearningRate(double value) {
    return new SoapConfig(value, beta1, beta2, epsilon, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with other decays of the moments.
  public SoapConfig withBetas(double first, double second) {
    return new SoapConfig(
        learningRate, first, second, epsilon, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another epsilon.
  public SoapConfig withEpsilon(double value) {
    return new SoapConfig(
        learningRate, beta1, beta2, value, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another interval.
  public SoapConfig withInterval(int value) {
    return new SoapConfig(
        learningRate, beta1, beta2, epsilon, value, largestSide, weightDecay, others);
  }

  /// Returns a copy with another largest side.
  public SoapConfig withLargestSide(int value) {
    return new SoapConfig(
        learningRate, beta1, beta2, epsilon, interval, value, weightDecay, others);
  }

  /// Returns a copy with another weight decay.
  public SoapConfig withWeightDecay(double value) {
    return new SoapConfig(
        learningRate, beta1, beta2, epsilon, interval, largestSide, value, others);
  }

  /// Returns a copy with another others.
  public SoapConfig withOthers(OptimizerConfig value) {
    return new SoapConfig(
        learningRate, beta1, beta2, epsilon, interval, largestSide, weightDecay, value);
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(others);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Soap();
  }
}

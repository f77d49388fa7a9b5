package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Shampoo], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.1
/// @param momentum μ, decay of the mean of gradients, in [0, 1); default 0
/// @param beta2 β₂, decay of the second moments, in (0, 1]; default 1: a sum, as in the paper
/// @param epsilon ε, added to their eigenvalues, finite and > 0; default 1e-4
/// @param interval steps from one decomposition to the next, >= 1; default 1
/// @param largestSide longer sides are left alone, >= 1; default 1024
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param others what updates vectors, scalars and matrices whose sides are too long; default AdamW
///   with λ 0
public record ShampooConfig(
    double learningRate,
    double momentum,
    double beta2,
    double epsilon,
    int interval,
    int largestSide,
    double weightDecay,
    OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "shampoo",
              "Gradients between inverse roots of their second moments along rows and columns")
          .paper(
              "Gupta et al. (2018), Shampoo: Preconditioned Stochastic Tensor Optimization",
              "https://arxiv.org/abs/1802.09568")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("momentum", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.leftOpen(0, 1), "decay of the second moments, 1 for a sum")
          .with("epsilon", Range.above(0), "added to the eigenvalues")
          .with("interval", Range.atLeast(1), "steps from one decomposition to the next")
          .with("largestSide", Range.atLeast(1), "sides longer than this are left alone")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("others", "what updates the rest");

  /// Checks the ranges.
  public ShampooConfig {
    HYPER
        .given("others", others)
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("interval", interval)
        .check("largestSide", largestSide)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper, α of common implementations.
  public ShampooConfig() {
    this(0.1, 0, 1, 1e-4, 1, 1024, 0, new AdamWConfig().withWeightDecay(0));
  }

  /// Returns the defaults with a learning rate.
  public static ShampooConfig of(double learningRate) {
    return new ShampooConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public ShampooConfig withLearningRate(double value) {
    return new ShampooConfig(
        value, momentum, beta2, epsilon, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another momentum.
  public ShampooConfig withMomentum(double value) {
    return new ShampooConfig(
        learningRate, value, beta2, epsilon, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another beta2.
  public ShampooConfig withBeta2(double value) {
    return new ShampooConfig(
        learningRate, momentum, value, epsilon, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another epsilon.
  public ShampooConfig withEpsilon(double value) {
    return new ShampooConfig(
        learningRate, momentum, beta2, value, interval, largestSide, weightDecay, others);
  }

  /// Returns a copy with another interval.
  public ShampooConfig withInterval(int value) {
    return new ShampooConfig(
        learningRate, momentum, beta2, epsilon, value, largestSide, weightDecay, others);
  }

  /// Returns a copy with another largest side.
  public ShampooConfig withLargestSide(int value) {
    return new ShampooConfig(
        learningRate, momentum, beta2, epsilon, interval, value, weightDecay, others);
  }

  /// Returns a copy with another weight decay.
  public ShampooConfig withWeightDecay(double value) {
    return new ShampooConfig(
        learningRate, momentum, beta2, epsilon, interval, largestSide, value, others);
  }

  /// Returns a copy with another others.
  public ShampooConfig withOthers(OptimizerConfig value) {
    return new ShampooConfig(
        learningRate, momentum, beta2, epsilon, interval, largestSide, weightDecay, value);
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
    return new Shampoo();
  }
}

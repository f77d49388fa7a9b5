package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [RAdam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param threshold length of the mean of squares from which it is used, finite and >= 4; default 5
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
/// @param epsilonHat whether ε is added to the root before the bias correction, as PyTorch does;
///   default false
public record RAdamConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double threshold,
    double weightDecay,
    double decoupledDecay,
    boolean epsilonHat)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "radam", "Adam that is momentum alone until its second moment can be trusted")
          .paper(
              "Liu et al. (2020), On the Variance of the Adaptive Learning Rate and Beyond",
              "https://arxiv.org/abs/1908.03265")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with(
              "threshold", Range.atLeast(4), "length of the mean of squares from which it is used")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate")
          .with("epsilonHat", "whether epsilon is added before the root is corrected");

  /// Checks the ranges.
  public RAdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("threshold", threshold)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay);
  }

  /// Makes hyper-parameters with ε added to the corrected root.
  public RAdamConfig(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double threshold,
      double weightDecay,
      double decoupledDecay) {
    this(learningRate, beta1, beta2, epsilon, threshold, weightDecay, decoupledDecay, false);
  }

  /// Makes the defaults of optax, which are PyTorch's but for the place of ε; the paper's threshold
  /// is 4.
  public RAdamConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 5, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static RAdamConfig of(double learningRate) {
    return new RAdamConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: ε is added to the root before the bias correction.
  public static RAdamConfig torch(double learningRate) {
    return of(learningRate).withEpsilonHat(true);
  }

  /// Returns the defaults of optax.
  public static RAdamConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns a copy with another learning rate.
  public RAdamConfig withLearningRate(double value) {
    return new RAdamConfig(
        value, beta1, beta2, epsilon, threshold, weightDecay, decoupledDecay, epsilonHat);
  }

  /// Returns a copy with other decays of the moments.
  public RAdamConfig withBetas(double first, double second) {
    return new RAdamConfig(
        learningRate, first, second, epsilon, threshold, weightDecay, decoupledDecay, epsilonHat);
  }

  /// Returns a copy with another epsilon.
  public RAdamConfig withEpsilon(double value) {
    return new RAdamConfig(
        learningRate, beta1, beta2, value, threshold, weightDecay, decoupledDecay, epsilonHat);
  }

  /// Returns a copy with another value of threshold: length of the mean of squares from which it is
  /// used.
  public RAdamConfig withThreshold(double value) {
    return new RAdamConfig(
        learningRate, beta1, beta2, epsilon, value, weightDecay, decoupledDecay, epsilonHat);
  }

  /// Returns a copy with another weight decay.
  public RAdamConfig withWeightDecay(double value) {
    return new RAdamConfig(
        learningRate, beta1, beta2, epsilon, threshold, value, decoupledDecay, epsilonHat);
  }

  /// Returns a copy with another decoupled decay.
  public RAdamConfig withDecoupledDecay(double value) {
    return new RAdamConfig(
        learningRate, beta1, beta2, epsilon, threshold, weightDecay, value, epsilonHat);
  }

  /// Returns a copy with another value of epsilonHat: whether ε is added before the root is
  /// corrected.
  public RAdamConfig withEpsilonHat(boolean value) {
    return new RAdamConfig(
        learningRate, beta1, beta2, epsilon, threshold, weightDecay, decoupledDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new RAdam();
  }
}

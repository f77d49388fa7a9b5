package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdaHessian], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.1
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the mean of squared curvatures, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param power k, the second moment is raised to k/2, in [0, 1]; default 1
/// @param interval steps from one estimate to the next, finite and >= 1; default 1
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param seed the random signs; default 0
public record AdaHessianConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double power,
    long interval,
    double weightDecay,
    long seed)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adahessian",
              "Adam with estimated curvatures instead of gradients in the second moment")
          .paper(
              "Yao et al. (2021), ADAHESSIAN: An Adaptive Second Order Optimizer for Machine"
                  + " Learning",
              "https://arxiv.org/abs/2006.00719")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared curvatures")
          .with("epsilon", Range.above(0), "added to the power of the second moment")
          .with("power", Range.closed(0, 1), "power of the curvature")
          .with(
              "interval", Range.atLeast(1), "steps from one estimate of the curvature to the next")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("seed", "seed of the random signs");

  /// Checks the ranges.
  public AdaHessianConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("power", power)
        .check("interval", interval)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of timm, which are the authors' but for ε (1e-4).
  public AdaHessianConfig() {
    this(0.1, 0.9, 0.999, 1e-8, 1, 1, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdaHessianConfig of(double learningRate) {
    return new AdaHessianConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdaHessianConfig withLearningRate(double value) {
    return new AdaHessianConfig(value, beta1, beta2, epsilon, power, interval, weightDecay, seed);
  }

  /// Returns a copy with other decays of the moments.
  public AdaHessianConfig withBetas(double first, double second) {
    return new AdaHessianConfig(
        learningRate, first, second, epsilon, power, interval, weightDecay, seed);
  }

  /// Returns a copy with another epsilon.
  public AdaHessianConfig withEpsilon(double value) {
    return new AdaHessianConfig(
        learningRate, beta1, beta2, value, power, interval, weightDecay, seed);
  }

  /// Returns a copy with another value of power: power of the curvature.
  public AdaHessianConfig withPower(double value) {
    return new AdaHessianConfig(
        learningRate, beta1, beta2, epsilon, value, interval, weightDecay, seed);
  }

  /// Returns a copy with another value of interval: steps from one estimate of the curvature to the
  /// next.
  public AdaHessianConfig withInterval(long value) {
    return new AdaHessianConfig(
        learningRate, beta1, beta2, epsilon, power, value, weightDecay, seed);
  }

  /// Returns a copy with another weight decay.
  public AdaHessianConfig withWeightDecay(double value) {
    return new AdaHessianConfig(learningRate, beta1, beta2, epsilon, power, interval, value, seed);
  }

  /// Returns a copy with another value of seed: seed of the random signs.
  public AdaHessianConfig withSeed(long value) {
    return new AdaHessianConfig(
        learningRate, beta1, beta2, epsilon, power, interval, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdaHessian();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [OptimisticAdam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param alpha weight of the step, finite and >= 0; default 1
/// @param optimism weight of the change of the step, finite and >= 0; default 1
/// @param nesterov whether Adam's step looks ahead along the mean; default false
public record OptimisticAdamConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double epsilonRoot,
    double alpha,
    double optimism,
    boolean nesterov)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "optimistic-adam", "Adam that steps once more along the change of its step")
          .paper(
              "Daskalakis et al. (2018), Training GANs with Optimism",
              "https://arxiv.org/abs/1711.00141")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .with("alpha", Range.atLeast(0), "weight of the step")
          .with("optimism", Range.atLeast(0), "weight of the change of the step")
          .with("nesterov", "whether Adam's step looks ahead along the mean");

  /// Checks the ranges.
  public OptimisticAdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("alpha", alpha)
        .check("optimism", optimism);
  }

  /// Makes the defaults, those of the paper.
  public OptimisticAdamConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, 1, 1, false);
  }

  /// Returns the defaults with a learning rate.
  public static OptimisticAdamConfig of(double learningRate) {
    return new OptimisticAdamConfig().withLearningRate(learningRate);
  }

  /// Returns optax's defaults: with Nesterov's momentum.
  public static OptimisticAdamConfig optax(double learningRate) {
    return of(learningRate).withNesterov(true);
  }

  /// Returns a copy with another learning rate.
  public OptimisticAdamConfig withLearningRate(double value) {
    return new OptimisticAdamConfig(
        value, beta1, beta2, epsilon, epsilonRoot, alpha, optimism, nesterov);
  }

  /// Returns a copy with other decays of the moments.
  public OptimisticAdamConfig withBetas(double first, double second) {
    return new OptimisticAdamConfig(
        learningRate, first, second, epsilon, epsilonRoot, alpha, optimism, nesterov);
  }

  /// Returns a copy with another epsilon.
  public OptimisticAdamConfig withEpsilon(double value) {
    return new OptimisticAdamConfig(
        learningRate, beta1, beta2, value, epsilonRoot, alpha, optimism, nesterov);
  }

  /// Returns a copy with another epsilon root.
  public OptimisticAdamConfig withEpsilonRoot(double value) {
    return new OptimisticAdamConfig(
        learningRate, beta1, beta2, epsilon, value, alpha, optimism, nesterov);
  }

  /// Returns a copy with another alpha.
  public OptimisticAdamConfig withAlpha(double value) {
    return new OptimisticAdamConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, value, optimism, nesterov);
  }

  /// Returns a copy with another optimism.
  public OptimisticAdamConfig withOptimism(double value) {
    return new OptimisticAdamConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, alpha, value, nesterov);
  }

  /// Returns a copy with the choice whether Adam's step looks ahead along the mean.
  public OptimisticAdamConfig withNesterov(boolean value) {
    return new OptimisticAdamConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, alpha, optimism, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new OptimisticAdam();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdEmaMix], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the fast mean, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param beta3 β₃, decay of the slow mean, in [0, 1); default 0.9999
/// @param alpha weight of the slow mean, finite and >= 0; default 5
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
public record AdEmaMixConfig(
    double learningRate,
    double beta1,
    double beta2,
    double beta3,
    double alpha,
    double epsilon,
    double epsilonRoot,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("ademamix", "AdamW along a fast and a slow mean of gradients")
          .paper(
              "Pagliardini et al. (2024), The AdEMAMix Optimizer: Better, Faster, Older",
              "https://arxiv.org/abs/2409.03137")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the fast mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("beta3", Range.rightOpen(0, 1), "decay of the slow mean of gradients")
          .with("alpha", Range.atLeast(0), "weight of the slow mean")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public AdEmaMixConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("beta3", beta3)
        .check("alpha", alpha)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, those of optax: no schedules and no decay.
  public AdEmaMixConfig() {
    this(1e-3, 0.9, 0.999, 0.9999, 5, 1e-8, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdEmaMixConfig of(double learningRate) {
    return new AdEmaMixConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdEmaMixConfig withLearningRate(double value) {
    return new AdEmaMixConfig(value, beta1, beta2, beta3, alpha, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with other decays of the means.
  public AdEmaMixConfig withBetas(double first, double second, double third) {
    return new AdEmaMixConfig(
        learningRate, first, second, third, alpha, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another alpha.
  public AdEmaMixConfig withAlpha(double value) {
    return new AdEmaMixConfig(
        learningRate, beta1, beta2, beta3, value, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public AdEmaMixConfig withEpsilon(double value) {
    return new AdEmaMixConfig(
        learningRate, beta1, beta2, beta3, alpha, value, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another epsilon root.
  public AdEmaMixConfig withEpsilonRoot(double value) {
    return new AdEmaMixConfig(
        learningRate, beta1, beta2, beta3, alpha, epsilon, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AdEmaMixConfig withWeightDecay(double value) {
    return new AdEmaMixConfig(
        learningRate, beta1, beta2, beta3, alpha, epsilon, epsilonRoot, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdEmaMix();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SimplifiedAdEmaMix], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the sum of gradients, in [0, 1); default 0.99
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.95
/// @param alpha weight of the last gradient besides the sum, finite and >= 0; default 0
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
public record SimplifiedAdEmaMixConfig(
    double learningRate,
    double beta1,
    double beta2,
    double alpha,
    double epsilon,
    double epsilonRoot,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "simplified-ademamix",
              "Adam along a sum of past gradients and a multiple of the last")
          .paper(
              "Morwani et al. (2025), Connections between Schedule-Free Optimizers, AdEMAMix, and"
                  + " Accelerated SGD Variants",
              "https://arxiv.org/abs/2502.02431")
          .with(
              "learningRate",
              Range.atLeast(0),
              "length of a step in every coordinate, about, times 1 − β₁")
          .with("beta1", Range.rightOpen(0, 1), "decay of the sum of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("alpha", Range.atLeast(0), "weight of the last gradient besides the sum")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public SimplifiedAdEmaMixConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("alpha", alpha)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, optax's.
  public SimplifiedAdEmaMixConfig() {
    this(1e-3, 0.99, 0.95, 0, 1e-8, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static SimplifiedAdEmaMixConfig of(double learningRate) {
    return new SimplifiedAdEmaMixConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SimplifiedAdEmaMixConfig withLearningRate(double value) {
    return new SimplifiedAdEmaMixConfig(
        value, beta1, beta2, alpha, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public SimplifiedAdEmaMixConfig withBetas(double first, double second) {
    return new SimplifiedAdEmaMixConfig(
        learningRate, first, second, alpha, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another alpha.
  public SimplifiedAdEmaMixConfig withAlpha(double value) {
    return new SimplifiedAdEmaMixConfig(
        learningRate, beta1, beta2, value, epsilon, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public SimplifiedAdEmaMixConfig withEpsilon(double value) {
    return new SimplifiedAdEmaMixConfig(
        learningRate, beta1, beta2, alpha, value, epsilonRoot, weightDecay);
  }

  /// Returns a copy with another epsilon root.
  public SimplifiedAdEmaMixConfig withEpsilonRoot(double value) {
    return new SimplifiedAdEmaMixConfig(
        learningRate, beta1, beta2, alpha, epsilon, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public SimplifiedAdEmaMixConfig withWeightDecay(double value) {
    return new SimplifiedAdEmaMixConfig(
        learningRate, beta1, beta2, alpha, epsilon, epsilonRoot, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SimplifiedAdEmaMix();
  }
}

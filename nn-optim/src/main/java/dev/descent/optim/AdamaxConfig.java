package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adamax], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 2e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the infinity norm, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonInNorm whether ε is added to each gradient in the norm, else to the norm; default
///   true
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record AdamaxConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean epsilonInNorm,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adamax", "Adam with the largest recent gradient instead of the mean of squares")
          .paper(
              "Kingma and Ba (2015), Adam: A Method for Stochastic Optimization",
              "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the infinity norm")
          .with("epsilon", Range.above(0), "added to the infinity norm")
          .with(
              "epsilonInNorm",
              "whether epsilon is added to each gradient in the norm, else to the norm")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public AdamaxConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper (section 7.1).
  public AdamaxConfig() {
    this(2e-3, 0.9, 0.999, 1e-8, true, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdamaxConfig of(double learningRate) {
    return new AdamaxConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch and optax, which are the paper's but for optax's learning
  /// rate.
  public static AdamaxConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax, which are PyTorch's.
  public static AdamaxConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of Keras: ε 1e-7, added to the norm.
  public static AdamaxConfig keras(double learningRate) {
    return of(learningRate).withEpsilon(1e-7).withEpsilonInNorm(false);
  }

  /// Returns a copy with another learning rate.
  public AdamaxConfig withLearningRate(double value) {
    return new AdamaxConfig(value, beta1, beta2, epsilon, epsilonInNorm, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public AdamaxConfig withBetas(double first, double second) {
    return new AdamaxConfig(learningRate, first, second, epsilon, epsilonInNorm, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public AdamaxConfig withEpsilon(double value) {
    return new AdamaxConfig(learningRate, beta1, beta2, value, epsilonInNorm, weightDecay);
  }

  /// Returns a copy with another value of epsilonInNorm: whether epsilon is added to each gradient
  /// in the norm, else to the norm.
  public AdamaxConfig withEpsilonInNorm(boolean value) {
    return new AdamaxConfig(learningRate, beta1, beta2, epsilon, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AdamaxConfig withWeightDecay(double value) {
    return new AdamaxConfig(learningRate, beta1, beta2, epsilon, epsilonInNorm, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adamax();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdamW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-2
/// @param epsilonHat whether ε is added to the root before the bias correction, the ε̂ of the
///   paper's section 2, as Keras does; default false
/// @param epsilonRoot ε′, added inside the root, to the corrected second moment (optax's
///   `eps_root`), finite and >= 0; default 0
public record AdamWConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean epsilonHat,
    double epsilonRoot)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("adamw", "Adam with weight decay that is no part of the gradient")
          .paper(
              "Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization",
              "https://arxiv.org/abs/1711.05101")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("epsilonHat", "whether epsilon is added before the root is corrected")
          .with("epsilonRoot", Range.atLeast(0), "added inside the root");

  /// Checks the ranges.
  public AdamWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("epsilonRoot", epsilonRoot);
  }

  /// Makes hyper-parameters without an ε inside the root.
  public AdamWConfig(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean epsilonHat) {
    this(learningRate, beta1, beta2, epsilon, weightDecay, epsilonHat, 0);
  }

  /// Makes hyper-parameters with ε added to the corrected root.
  public AdamWConfig(
      double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
    this(learningRate, beta1, beta2, epsilon, weightDecay, false);
  }

  /// Makes the defaults: Adam's, and PyTorch's weight decay of 1e-2.
  public AdamWConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 1e-2);
  }

  /// Returns the defaults with a learning rate.
  public static AdamWConfig of(double learningRate) {
    return new AdamWConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: λ 1e-2.
  public static AdamWConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax: λ 1e-4.
  public static AdamWConfig optax(double learningRate) {
    return of(learningRate).withWeightDecay(1e-4);
  }

  /// Returns the defaults of Keras: λ 4e-3, ε 1e-7, added to the root before the bias correction.
  public static AdamWConfig keras(double learningRate) {
    return of(learningRate).withEpsilon(1e-7).withEpsilonHat(true).withWeightDecay(4e-3);
  }

  /// Returns a copy with another learning rate.
  public AdamWConfig withLearningRate(double value) {
    return new AdamWConfig(value, beta1, beta2, epsilon, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with other decays of the moments.
  public AdamWConfig withBetas(double first, double second) {
    return new AdamWConfig(
        learningRate, first, second, epsilon, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another epsilon.
  public AdamWConfig withEpsilon(double value) {
    return new AdamWConfig(learningRate, beta1, beta2, value, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another weight decay.
  public AdamWConfig withWeightDecay(double value) {
    return new AdamWConfig(learningRate, beta1, beta2, epsilon, value, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another value of epsilonHat: whether ε is added before the root is
  /// corrected.
  public AdamWConfig withEpsilonHat(boolean value) {
    return new AdamWConfig(learningRate, beta1, beta2, epsilon, weightDecay, value, epsilonRoot);
  }

  /// Returns a copy with another value of epsilonRoot: what is added inside the root.
  public AdamWConfig withEpsilonRoot(double value) {
    return new AdamWConfig(learningRate, beta1, beta2, epsilon, weightDecay, epsilonHat, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdamW();
  }
}

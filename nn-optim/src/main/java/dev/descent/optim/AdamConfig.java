package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param epsilonHat whether ε is added to the root before the bias correction, the ε̂ of the
///   paper's section 2, as Keras does; default false
/// @param epsilonRoot ε′, added inside the root, to the corrected second moment (optax's
///   `eps_root`), finite and >= 0; default 0
public record AdamConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean epsilonHat,
    double epsilonRoot)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adam",
              "Steps along the mean of gradients, scaled by the root of the mean of their squares")
          .paper(
              "Kingma and Ba (2015), Adam: A Method for Stochastic Optimization",
              "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .with("epsilonHat", "whether epsilon is added before the root is corrected")
          .with("epsilonRoot", Range.atLeast(0), "added inside the root");

  /// Checks the ranges.
  public AdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("epsilonRoot", epsilonRoot);
  }

  /// Makes hyper-parameters without an ε inside the root.
  public AdamConfig(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean epsilonHat) {
    this(learningRate, beta1, beta2, epsilon, weightDecay, epsilonHat, 0);
  }

  /// Makes hyper-parameters with ε added to the corrected root.
  public AdamConfig(
      double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
    this(learningRate, beta1, beta2, epsilon, weightDecay, false);
  }

  /// Makes the defaults of the paper (section 2).
  public AdamConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdamConfig of(double learningRate) {
    return new AdamConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch.
  public static AdamConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax, which are PyTorch's.
  public static AdamConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of Keras: ε 1e-7, added to the root before the bias correction.
  public static AdamConfig keras(double learningRate) {
    return of(learningRate).withEpsilon(1e-7).withEpsilonHat(true);
  }

  /// Returns a copy with another learning rate.
  public AdamConfig withLearningRate(double value) {
    return new AdamConfig(value, beta1, beta2, epsilon, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with other decays of the moments.
  public AdamConfig withBetas(double first, double second) {
    return new AdamConfig(
        learningRate, first, second, epsilon, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another epsilon.
  public AdamConfig withEpsilon(double value) {
    return new AdamConfig(learningRate, beta1, beta2, value, weightDecay, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another weight decay.
  public AdamConfig withWeightDecay(double value) {
    return new AdamConfig(learningRate, beta1, beta2, epsilon, value, epsilonHat, epsilonRoot);
  }

  /// Returns a copy with another value of epsilonHat: whether ε is added before the root is
  /// corrected.
  public AdamConfig withEpsilonHat(boolean value) {
    return new AdamConfig(learningRate, beta1, beta2, epsilon, weightDecay, value, epsilonRoot);
  }

  /// Returns a copy with another value of epsilonRoot: what is added inside the root.
  public AdamConfig withEpsilonRoot(double value) {
    return new AdamConfig(learningRate, beta1, beta2, epsilon, weightDecay, epsilonHat, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adam();
  }
}

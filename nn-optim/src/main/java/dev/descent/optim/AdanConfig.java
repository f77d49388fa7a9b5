package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adan], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the mean of gradients, in [0, 1); default 0.98
/// @param beta2 β₂, decay of the mean of differences, in [0, 1); default 0.92
/// @param beta3 β₃, decay of the mean of squares, in [0, 1); default 0.99
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param weightDecay λ of the decay, finite and >= 0; default 0
/// @param proximal whether the decay divides by 1 + αλ after the step; default true
public record AdanConfig(
    double learningRate,
    double beta1,
    double beta2,
    double beta3,
    double epsilon,
    double epsilonRoot,
    double weightDecay,
    boolean proximal)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adan",
              "Adam along gradients and their differences, which is Nesterov without a second"
                  + " gradient")
          .paper(
              "Xie et al. (2022), Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing"
                  + " Deep Models",
              "https://arxiv.org/abs/2208.06677")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of differences of gradients")
          .with("beta3", Range.rightOpen(0, 1), "decay of the mean of squares")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("proximal", "whether the decay divides by 1 + αλ after the step");

  /// Checks the ranges.
  public AdanConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("beta3", beta3)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, those of the authors' code.
  public AdanConfig() {
    this(1e-3, 0.98, 0.92, 0.99, 1e-8, 0, 0, true);
  }

  /// Returns the defaults with a learning rate.
  public static AdanConfig of(double learningRate) {
    return new AdanConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdanConfig withLearningRate(double value) {
    return new AdanConfig(value, beta1, beta2, beta3, epsilon, epsilonRoot, weightDecay, proximal);
  }

  /// Returns a copy with other decays of the means.
  public AdanConfig withBetas(double first, double second, double third) {
    return new AdanConfig(
        learningRate, first, second, third, epsilon, epsilonRoot, weightDecay, proximal);
  }

  /// Returns a copy with another epsilon.
  public AdanConfig withEpsilon(double value) {
    return new AdanConfig(
        learningRate, beta1, beta2, beta3, value, epsilonRoot, weightDecay, proximal);
  }

  /// Returns a copy with another epsilon root.
  public AdanConfig withEpsilonRoot(double value) {
    return new AdanConfig(learningRate, beta1, beta2, beta3, epsilon, value, weightDecay, proximal);
  }

  /// Returns a copy with another weight decay.
  public AdanConfig withWeightDecay(double value) {
    return new AdanConfig(learningRate, beta1, beta2, beta3, epsilon, epsilonRoot, value, proximal);
  }

  /// Returns a copy with the choice whether the decay divides by 1 + αλ after the step.
  public AdanConfig withProximal(boolean value) {
    return new AdanConfig(
        learningRate, beta1, beta2, beta3, epsilon, epsilonRoot, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adan();
  }
}

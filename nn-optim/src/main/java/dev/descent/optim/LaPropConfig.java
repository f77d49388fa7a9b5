package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [LaProp], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 4e-4
/// @param beta1 β₁, decay of the mean of normalized gradients, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-15
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
public record LaPropConfig(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("laprop", "Momentum along gradients that were normalized first")
          .paper(
              "Ziyin et al. (2020), LaProp: Separating Momentum and Adaptivity in Adam",
              "https://arxiv.org/abs/2002.04839")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of normalized gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public LaPropConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, those of the authors' code.
  public LaPropConfig() {
    this(4e-4, 0.9, 0.999, 1e-15, 0);
  }

  /// Returns the defaults with a learning rate.
  public static LaPropConfig of(double learningRate) {
    return new LaPropConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public LaPropConfig withLearningRate(double value) {
    return new LaPropConfig(value, beta1, beta2, epsilon, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public LaPropConfig withBetas(double first, double second) {
    return new LaPropConfig(learningRate, first, second, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public LaPropConfig withEpsilon(double value) {
    return new LaPropConfig(learningRate, beta1, beta2, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public LaPropConfig withWeightDecay(double value) {
    return new LaPropConfig(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new LaProp();
  }
}

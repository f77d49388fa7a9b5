package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Madgrad], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.01
/// @param momentum share of the weights that stays, in [0, 1); default 0.9
/// @param epsilon ε, finite and > 0; default 1e-6
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0, and 0
///   without momentum, with which no weight stays that could decay; default 0
public record MadgradConfig(
    double learningRate, double momentum, double epsilon, double weightDecay, double decoupledDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "madgrad",
              "Dual averaging from the initial weights, scaled by the cube root of a sum of"
                  + " squares")
          .paper(
              "Defazio and Jelassi (2021), Adaptivity without Compromise: A Momentumized, Adaptive,"
                  + " Dual Averaged Gradient Method",
              "https://arxiv.org/abs/2101.11075")
          .with("learningRate", Range.atLeast(0), "weight of gradients")
          .with("momentum", Range.rightOpen(0, 1), "share of the weights that stays in a step")
          .with("epsilon", Range.above(0), "added to the cube root, and to the learning rate")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public MadgradConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay)
        .require(
            decoupledDecay == 0 || momentum > 0,
            "decoupledDecay",
            decoupledDecay,
            "0 without momentum (no weight stays that could decay; give momentum or weightDecay)");
  }

  /// Makes the defaults, those of the paper.
  public MadgradConfig() {
    this(0.01, 0.9, 1e-6, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static MadgradConfig of(double learningRate) {
    return new MadgradConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public MadgradConfig withLearningRate(double value) {
    return new MadgradConfig(value, momentum, epsilon, weightDecay, decoupledDecay);
  }

  /// Returns a copy with another momentum.
  public MadgradConfig withMomentum(double value) {
    return new MadgradConfig(learningRate, value, epsilon, weightDecay, decoupledDecay);
  }

  /// Returns a copy with another epsilon.
  public MadgradConfig withEpsilon(double value) {
    return new MadgradConfig(learningRate, momentum, value, weightDecay, decoupledDecay);
  }

  /// Returns a copy with another weight decay.
  public MadgradConfig withWeightDecay(double value) {
    return new MadgradConfig(learningRate, momentum, epsilon, value, decoupledDecay);
  }

  /// Returns a copy with another decoupled decay.
  public MadgradConfig withDecoupledDecay(double value) {
    return new MadgradConfig(learningRate, momentum, epsilon, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Madgrad();
  }
}

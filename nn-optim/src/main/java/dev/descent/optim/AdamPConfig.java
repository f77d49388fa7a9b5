package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdamP], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
/// @param delta δ, below which a cosine means scale-invariant, finite and >= 0; default 0.1
/// @param decayRatio share of the decay where the step is projected, finite and >= 0; default 0.1
/// @param nesterov whether the step looks ahead along the mean; default false
public record AdamPConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double delta,
    double decayRatio,
    boolean nesterov)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adamp",
              "Adam whose step loses its part along the weights where only their direction counts")
          .paper(
              "Heo et al. (2021), AdamP: Slowing Down the Slowdown for Momentum Optimizers on"
                  + " Scale-invariant Weights",
              "https://arxiv.org/abs/2006.08217")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with(
              "delta",
              Range.atLeast(0),
              "largest cosine of weights and gradient, times the root of their size, that projects")
          .with("decayRatio", Range.atLeast(0), "share of the decay where the step is projected")
          .with("nesterov", "whether the step looks ahead along the mean");

  /// Checks the ranges.
  public AdamPConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("delta", delta)
        .check("decayRatio", decayRatio);
  }

  /// Makes the defaults, those of the paper.
  public AdamPConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 0, 0.1, 0.1, false);
  }

  /// Returns the defaults with a learning rate.
  public static AdamPConfig of(double learningRate) {
    return new AdamPConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdamPConfig withLearningRate(double value) {
    return new AdamPConfig(value, beta1, beta2, epsilon, weightDecay, delta, decayRatio, nesterov);
  }

  /// Returns a copy with other decays of the moments.
  public AdamPConfig withBetas(double first, double second) {
    return new AdamPConfig(
        learningRate, first, second, epsilon, weightDecay, delta, decayRatio, nesterov);
  }

  /// Returns a copy with another epsilon.
  public AdamPConfig withEpsilon(double value) {
    return new AdamPConfig(
        learningRate, beta1, beta2, value, weightDecay, delta, decayRatio, nesterov);
  }

  /// Returns a copy with another weight decay.
  public AdamPConfig withWeightDecay(double value) {
    return new AdamPConfig(learningRate, beta1, beta2, epsilon, value, delta, decayRatio, nesterov);
  }

  /// Returns a copy with another delta.
  public AdamPConfig withDelta(double value) {
    return new AdamPConfig(
        learningRate, beta1, beta2, epsilon, weightDecay, value, decayRatio, nesterov);
  }

  /// Returns a copy with another decay ratio.
  public AdamPConfig withDecayRatio(double value) {
    return new AdamPConfig(
        learningRate, beta1, beta2, epsilon, weightDecay, delta, value, nesterov);
  }

  /// Returns a copy with the choice whether the step looks ahead along the mean.
  public AdamPConfig withNesterov(boolean value) {
    return new AdamPConfig(
        learningRate, beta1, beta2, epsilon, weightDecay, delta, decayRatio, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdamP();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Prodigy], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param beta3 β₃, decay of the sums behind the estimate, in [0, 1); default √0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param initialDistance d₀, first (under-)estimate of the distance to the solution, finite and >
///   0; default 1e-6
/// @param coefficient c, factor of each new estimate, finite and > 0; default 1
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param safeguardWarmup whether the rate is left out of the denominator of the estimate, which
///   helps with a warm-up; default false
public record ProdigyConfig(
    double learningRate,
    double beta1,
    double beta2,
    double beta3,
    double epsilon,
    double initialDistance,
    double coefficient,
    double weightDecay,
    boolean safeguardWarmup)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "prodigy", "AdamW that estimates its learning rate, faster than D-Adaptation")
          .paper(
              "Mishchenko and Defazio (2023), Prodigy: An Expeditiously Adaptive Parameter-Free"
                  + " Learner",
              "https://arxiv.org/abs/2306.06101")
          .with("learningRate", Range.atLeast(0), "factor of the estimated rate, for schedules")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("beta3", Range.rightOpen(0, 1), "decay of the sums behind the estimate")
          .with(
              "epsilon",
              Range.above(0),
              "added to the root of the second moment, times the estimate")
          .with("initialDistance", Range.above(0), "first estimate of the distance to the solution")
          .with("coefficient", Range.above(0), "factor of the estimate")
          .decay("weightDecay", "decay of the weights, times the estimated rate")
          .with("safeguardWarmup", "keeps a warm-up out of the estimate");

  /// Checks the ranges.
  public ProdigyConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("beta3", beta3)
        .check("epsilon", epsilon)
        .check("initialDistance", initialDistance)
        .check("coefficient", coefficient)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper.
  public ProdigyConfig() {
    this(1, 0.9, 0.999, Math.sqrt(0.999), 1e-8, 1e-6, 1, 0, false);
  }

  /// Returns the defaults with a learning rate.
  public static ProdigyConfig of(double learningRate) {
    return new ProdigyConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public ProdigyConfig withLearningRate(double value) {
    return new ProdigyConfig(
        value,
        beta1,
        beta2,
        beta3,
        epsilon,
        initialDistance,
        coefficient,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with other decays of the moments.
  public ProdigyConfig withBetas(double first, double second) {
    return new ProdigyConfig(
        learningRate,
        first,
        second,
        beta3,
        epsilon,
        initialDistance,
        coefficient,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with another beta3.
  public ProdigyConfig withBeta3(double value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        value,
        epsilon,
        initialDistance,
        coefficient,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with another epsilon.
  public ProdigyConfig withEpsilon(double value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        beta3,
        value,
        initialDistance,
        coefficient,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with another initial distance.
  public ProdigyConfig withInitialDistance(double value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        beta3,
        epsilon,
        value,
        coefficient,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with another coefficient.
  public ProdigyConfig withCoefficient(double value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        beta3,
        epsilon,
        initialDistance,
        value,
        weightDecay,
        safeguardWarmup);
  }

  /// Returns a copy with another weight decay.
  public ProdigyConfig withWeightDecay(double value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        beta3,
        epsilon,
        initialDistance,
        coefficient,
        value,
        safeguardWarmup);
  }

  /// Returns a copy with or without `safeguardWarmup`.
  public ProdigyConfig withSafeguardWarmup(boolean value) {
    return new ProdigyConfig(
        learningRate,
        beta1,
        beta2,
        beta3,
        epsilon,
        initialDistance,
        coefficient,
        weightDecay,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Prodigy();
  }
}

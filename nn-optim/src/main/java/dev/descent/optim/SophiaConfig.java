package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Sophia], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the mean of gradients, in [0, 1); default 0.965
/// @param beta2 β₂, decay of the mean of curvatures, in estimates, in [0, 1); default 0.99
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param gamma γ, factor of the curvature, finite and > 0; default 0.01
/// @param clip ρ, longest step before α, > 0, infinity included; default 1
/// @param interval k, steps from one estimate to the next, finite and >= 1; default 10
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-4
/// @param biasCorrection whether the mean of gradients is corrected for its start; default false
/// @param estimateAfter whether a step uses the curvature from before its own estimate; default
///   false
/// @param seed the random signs; default 0
public record SophiaConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double gamma,
    double clip,
    long interval,
    double weightDecay,
    boolean biasCorrection,
    boolean estimateAfter,
    long seed)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "sophia",
              "Divides a mean of gradients by a mean of estimated curvatures, and clips the"
                  + " quotient")
          .paper(
              "Liu et al. (2024), Sophia: A Scalable Stochastic Second-order Optimizer for Language"
                  + " Model Pre-training",
              "https://arxiv.org/abs/2305.14342")
          .with("learningRate", Range.atLeast(0), "length of the longest step in every coordinate")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of curvatures")
          .with("epsilon", Range.above(0), "least curvature")
          .with(
              "gamma",
              Range.above(0),
              "factor of the curvature: the larger, the fewer steps are clipped")
          .with(
              "clip",
              new Range(0, true, Double.POSITIVE_INFINITY, false),
              "longest step before the learning rate")
          .with(
              "interval", Range.atLeast(1), "steps from one estimate of the curvature to the next")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("biasCorrection", "whether the mean of gradients is corrected for its start")
          .with("estimateAfter", "whether a step uses the curvature from before its own estimate")
          .with("seed", "seed of the random signs");

  /// Checks the ranges.
  public SophiaConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("gamma", gamma)
        .check("clip", clip)
        .check("interval", interval)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults: the paper's rule, with optax's numbers.
  public SophiaConfig() {
    this(1e-3, 0.965, 0.99, 1e-8, 0.01, 1, 10, 1e-4, false, false, 0);
  }

  /// Returns the defaults with a learning rate.
  public static SophiaConfig of(double learningRate) {
    return new SophiaConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax: the mean of gradients is corrected, an estimate serves from the
  /// next step on.
  public static SophiaConfig optax(double learningRate) {
    return of(learningRate).withBiasCorrection(true).withEstimateAfter(true);
  }

  /// Returns a copy with another factor of the curvature, longest step and interval between
  /// estimates.
  public SophiaConfig withCurvature(double factor, double longest, long steps) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        factor,
        longest,
        steps,
        weightDecay,
        biasCorrection,
        estimateAfter,
        seed);
  }

  /// Returns a copy with another learning rate.
  public SophiaConfig withLearningRate(double value) {
    return new SophiaConfig(
        value,
        beta1,
        beta2,
        epsilon,
        gamma,
        clip,
        interval,
        weightDecay,
        biasCorrection,
        estimateAfter,
        seed);
  }

  /// Returns a copy with other decays of the moments.
  public SophiaConfig withBetas(double first, double second) {
    return new SophiaConfig(
        learningRate,
        first,
        second,
        epsilon,
        gamma,
        clip,
        interval,
        weightDecay,
        biasCorrection,
        estimateAfter,
        seed);
  }

  /// Returns a copy with another epsilon.
  public SophiaConfig withEpsilon(double value) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        value,
        gamma,
        clip,
        interval,
        weightDecay,
        biasCorrection,
        estimateAfter,
        seed);
  }

  /// Returns a copy with another weight decay.
  public SophiaConfig withWeightDecay(double value) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        gamma,
        clip,
        interval,
        value,
        biasCorrection,
        estimateAfter,
        seed);
  }

  /// Returns a copy with another value of biasCorrection: whether the mean of gradients is
  /// corrected for its start.
  public SophiaConfig withBiasCorrection(boolean value) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        gamma,
        clip,
        interval,
        weightDecay,
        value,
        estimateAfter,
        seed);
  }

  /// Returns a copy with another value of estimateAfter: whether a step uses the curvature from
  /// before its own estimate.
  public SophiaConfig withEstimateAfter(boolean value) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        gamma,
        clip,
        interval,
        weightDecay,
        biasCorrection,
        value,
        seed);
  }

  /// Returns a copy with another value of seed: seed of the random signs.
  public SophiaConfig withSeed(long value) {
    return new SophiaConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        gamma,
        clip,
        interval,
        weightDecay,
        biasCorrection,
        estimateAfter,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Sophia();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [PsgdKron], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param momentum μ, decay of the mean of gradients, in [0, 1); default 0.9
/// @param factorRate ρ, rate at which the factors are fitted, in [0, 1]; default 0.1
/// @param clip root mean square to which a step is cut, finite and > 0; default 1.1
/// @param interval steps from one fit of the factors to the next, >= 1; default 1
/// @param largestSide longer sides are left alone, >= 1; default 1024
/// @param seed seed of the probes; default 0
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param others what updates vectors, scalars and matrices whose sides are too long; default AdamW
///   with λ 0
public record PsgdKronConfig(
    double learningRate,
    double momentum,
    double factorRate,
    double clip,
    int interval,
    int largestSide,
    long seed,
    double weightDecay,
    OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "psgd-kron", "Gradients whitened by triangular factors that are fitted on the way")
          .paper(
              "Li (2018), Preconditioned Stochastic Gradient Descent; Pooladzandi and Li (2024)",
              "https://arxiv.org/abs/2402.11858")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("momentum", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("factorRate", Range.closed(0, 1), "rate at which the factors are fitted")
          .with("clip", Range.above(0), "root mean square to which a step is cut")
          .with("interval", Range.atLeast(1), "steps from one fit of the factors to the next")
          .with("largestSide", Range.atLeast(1), "sides longer than this are left alone")
          .with("seed", "seed of the probes")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("others", "what updates the rest");

  /// Checks the ranges.
  public PsgdKronConfig {
    HYPER
        .given("others", others)
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("factorRate", factorRate)
        .check("clip", clip)
        .check("interval", interval)
        .check("largestSide", largestSide)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of timm, which fits less and less often.
  public PsgdKronConfig() {
    this(1e-3, 0.9, 0.1, 1.1, 1, 1024, 0, 0, new AdamWConfig().withWeightDecay(0));
  }

  /// Returns the defaults with a learning rate.
  public static PsgdKronConfig of(double learningRate) {
    return new PsgdKronConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public PsgdKronConfig withLearningRate(double value) {
    return new PsgdKronConfig(
        value, momentum, factorRate, clip, interval, largestSide, seed, weightDecay, others);
  }

  /// Returns a copy with another momentum.
  public PsgdKronConfig withMomentum(double value) {
    return new PsgdKronConfig(
        learningRate, value, factorRate, clip, interval, largestSide, seed, weightDecay, others);
  }

  /// Returns a copy with another factor rate.
  public PsgdKronConfig withFactorRate(double value) {
    return new PsgdKronConfig(
        learningRate, momentum, value, clip, interval, largestSide, seed, weightDecay, others);
  }

  /// Returns a copy with another interval.
  public PsgdKronConfig withInterval(int value) {
    return new PsgdKronConfig(
        learningRate, momentum, factorRate, clip, value, largestSide, seed, weightDecay, others);
  }

  /// Returns a copy with another weight decay.
  public PsgdKronConfig withWeightDecay(double value) {
    return new PsgdKronConfig(
        learningRate, momentum, factorRate, clip, interval, largestSide, seed, value, others);
  }

  /// Returns a copy with another others.
  public PsgdKronConfig withOthers(OptimizerConfig value) {
    return new PsgdKronConfig(
        learningRate, momentum, factorRate, clip, interval, largestSide, seed, weightDecay, value);
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(others);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new PsgdKron();
  }
}

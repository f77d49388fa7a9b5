package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Yogi], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.01
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-3
/// @param initialAccumulator value of both moments before the first step, finite and >= 0; default
///   1e-6
public record YogiConfig(
    double learningRate, double beta1, double beta2, double epsilon, double initialAccumulator)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("yogi", "Adam whose second moment moves by a bounded amount")
          .paper(
              "Zaheer et al. (2018), Adaptive Methods for Nonconvex Optimization",
              "https://proceedings.neurips.cc/paper/2018/hash/90365351ccc7437a1309dc64e4db32a3-Abstract.html")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with(
              "initialAccumulator",
              Range.atLeast(0),
              "value of both moments before the first step");

  /// Checks the ranges.
  public YogiConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("initialAccumulator", initialAccumulator);
  }

  /// Makes the defaults, those of the paper with the accumulators of optax.
  public YogiConfig() {
    this(0.01, 0.9, 0.999, 1e-3, 1e-6);
  }

  /// Returns the defaults with a learning rate.
  public static YogiConfig of(double learningRate) {
    return new YogiConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public YogiConfig withLearningRate(double value) {
    return new YogiConfig(value, beta1, beta2, epsilon, initialAccumulator);
  }

  /// Returns a copy with other decays of the moments.
  public YogiConfig withBetas(double first, double second) {
    return new YogiConfig(learningRate, first, second, epsilon, initialAccumulator);
  }

  /// Returns a copy with another epsilon.
  public YogiConfig withEpsilon(double value) {
    return new YogiConfig(learningRate, beta1, beta2, value, initialAccumulator);
  }

  /// Returns a copy with another initial accumulator.
  public YogiConfig withInitialAccumulator(double value) {
    return new YogiConfig(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Yogi();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [GaLore], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param rank r, number of singular vectors, >= 1; default 128
/// @param interval steps from one projection to the next, >= 1; default 200
/// @param scale factor of the step of projected matrices, finite and >= 0; default 1 (the paper:
///   0.25)
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param others what updates all that is no matrix; default AdamW with λ 0
public record GaLoreConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    int rank,
    int interval,
    double scale,
    double weightDecay,
    OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "galore", "Adam on the projection of each gradient on its leading singular vectors")
          .paper(
              "Zhao et al. (2024), GaLore: Memory-Efficient LLM Training by Gradient Low-Rank"
                  + " Projection",
              "https://arxiv.org/abs/2403.03507")
          .with("learningRate", Range.atLeast(0), "length of a step in every direction, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of projections")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared projections")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("rank", Range.atLeast(1), "singular vectors that are kept")
          .with("interval", Range.atLeast(1), "steps from one projection to the next")
          .with("scale", Range.atLeast(0), "factor of the step of matrices")
          .with("weightDecay", Range.atLeast(0), "decay of the weights, times the learning rate")
          .with("others", "what updates all that is no matrix");

  /// Checks the ranges.
  public GaLoreConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("rank", rank)
        .check("interval", interval)
        .check("scale", scale)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of optax.
  public GaLoreConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, 128, 200, 1, 0, new AdamWConfig().withWeightDecay(0));
  }

  /// Returns the defaults with a learning rate.
  public static GaLoreConfig of(double learningRate) {
    return new GaLoreConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public GaLoreConfig withLearningRate(double value) {
    return new GaLoreConfig(
        value, beta1, beta2, epsilon, rank, interval, scale, weightDecay, others);
  }

  /// Returns a copy with other decays of the moments.
  public GaLoreConfig withBetas(double first, double second) {
    return new GaLoreConfig(
        learningRate, first, second, epsilon, rank, interval, scale, weightDecay, others);
  }

  /// Returns a copy with another epsilon.
  public GaLoreConfig withEpsilon(double value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, value, rank, interval, scale, weightDecay, others);
  }

  /// Returns a copy with another rank.
  public GaLoreConfig withRank(int value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, epsilon, value, interval, scale, weightDecay, others);
  }

  /// Returns a copy with another interval.
  public GaLoreConfig withInterval(int value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, epsilon, rank, value, scale, weightDecay, others);
  }

  /// Returns a copy with another scale.
  public GaLoreConfig withScale(double value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, epsilon, rank, interval, value, weightDecay, others);
  }

  /// Returns a copy with another weight decay.
  public GaLoreConfig withWeightDecay(double value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, epsilon, rank, interval, scale, value, others);
  }

  /// Returns a copy with another others.
  public GaLoreConfig withOthers(OptimizerConfig value) {
    return new GaLoreConfig(
        learningRate, beta1, beta2, epsilon, rank, interval, scale, weightDecay, value);
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
    return new GaLore();
  }
}

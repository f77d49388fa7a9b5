package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Lion], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-4
/// @param beta1 β₁, weight of the momentum in the step, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the momentum, in [0, 1); default 0.99
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
public record LionConfig(double learningRate, double beta1, double beta2, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "lion", "Steps by the sign of a mean of gradients, with decoupled weight decay")
          .paper(
              "Chen et al. (2023), Symbolic Discovery of Optimization Algorithms",
              "https://arxiv.org/abs/2302.06675")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate")
          .with("beta1", Range.rightOpen(0, 1), "weight of the momentum in the step")
          .with("beta2", Range.rightOpen(0, 1), "decay of the momentum")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public LionConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the authors' code; optax has a decay of 1e-3, Keras a rate of 1e-3.
  public LionConfig() {
    this(1e-4, 0.9, 0.99, 0);
  }

  /// Returns the defaults with a learning rate.
  public static LionConfig of(double learningRate) {
    return new LionConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax: λ 1e-3.
  public static LionConfig optax(double learningRate) {
    return of(learningRate).withWeightDecay(1e-3);
  }

  /// Returns the defaults of Keras, which but for its learning rate of 1e-3 are the authors'.
  public static LionConfig keras(double learningRate) {
    return of(learningRate);
  }

  /// Returns a copy with another learning rate.
  public LionConfig withLearningRate(double value) {
    return new LionConfig(value, beta1, beta2, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public LionConfig withBetas(double first, double second) {
    return new LionConfig(learningRate, first, second, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public LionConfig withWeightDecay(double value) {
    return new LionConfig(learningRate, beta1, beta2, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Lion();
  }
}

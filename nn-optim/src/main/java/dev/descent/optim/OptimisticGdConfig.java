package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [OptimisticGd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param alpha a, weight of the gradient, finite and >= 0; default 1
/// @param beta b, weight of its change since the last step, finite and >= 0; default 1
public record OptimisticGdConfig(double learningRate, double alpha, double beta)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("optimistic-gd", "Gradient descent that extrapolates the gradient")
          .paper(
              "Mokhtari, Ozdaglar and Pattathil (2020), A Unified Analysis of Extra-gradient and"
                  + " Optimistic Gradient Methods",
              "https://arxiv.org/abs/1901.08511")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1")
          .with("alpha", Range.atLeast(0), "weight of the gradient")
          .with("beta", Range.atLeast(0), "weight of the change of the gradient");

  /// Checks the ranges.
  public OptimisticGdConfig {
    HYPER.check("learningRate", learningRate).check("alpha", alpha).check("beta", beta);
  }

  /// Makes the defaults of optax: optimistic gradient descent proper, with both weights 1.
  public OptimisticGdConfig() {
    this(1e-3, 1, 1);
  }

  /// Returns the defaults with a learning rate.
  public static OptimisticGdConfig of(double learningRate) {
    return new OptimisticGdConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public OptimisticGdConfig withLearningRate(double value) {
    return new OptimisticGdConfig(value, alpha, beta);
  }

  /// Returns a copy with another value of alpha: weight of the gradient.
  public OptimisticGdConfig withAlpha(double value) {
    return new OptimisticGdConfig(learningRate, value, beta);
  }

  /// Returns a copy with another value of beta: weight of the change of the gradient.
  public OptimisticGdConfig withBeta(double value) {
    return new OptimisticGdConfig(learningRate, alpha, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new OptimisticGd();
  }
}

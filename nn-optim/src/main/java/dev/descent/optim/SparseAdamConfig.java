package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SparseAdam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
public record SparseAdamConfig(double learningRate, double beta1, double beta2, double epsilon)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "sparse-adam", "Adam that leaves rows without gradient alone, their moments too")
          .paper(
              "Kingma and Ba (2015), Adam: A Method for Stochastic Optimization",
              "https://arxiv.org/abs/1412.6980")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment");

  /// Checks the ranges.
  public SparseAdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon);
  }

  /// Makes the defaults, PyTorch's.
  public SparseAdamConfig() {
    this(1e-3, 0.9, 0.999, 1e-8);
  }

  /// Returns the defaults with a learning rate.
  public static SparseAdamConfig of(double learningRate) {
    return new SparseAdamConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SparseAdamConfig withLearningRate(double value) {
    return new SparseAdamConfig(value, beta1, beta2, epsilon);
  }

  /// Returns a copy with other decays of the moments.
  public SparseAdamConfig withBetas(double first, double second) {
    return new SparseAdamConfig(learningRate, first, second, epsilon);
  }

  /// Returns a copy with another epsilon.
  public SparseAdamConfig withEpsilon(double value) {
    return new SparseAdamConfig(learningRate, beta1, beta2, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SparseAdam();
  }
}

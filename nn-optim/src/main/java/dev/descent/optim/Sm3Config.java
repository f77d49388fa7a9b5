package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Sm3], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.1
/// @param momentum β, decay of the mean of steps, in [0, 1); default 0.9
/// @param epsilon ε, finite and > 0; default 1e-8
public record Sm3Config(double learningRate, double momentum, double epsilon)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "sm3", "Adagrad with one accumulator for each row and column instead of each weight")
          .paper(
              "Anil et al. (2019), Memory-Efficient Adaptive Optimization",
              "https://arxiv.org/abs/1901.11150")
          .with("learningRate", Range.atLeast(0), "length of a first step in every coordinate")
          .with("momentum", Range.rightOpen(0, 1), "decay of the mean of steps")
          .with("epsilon", Range.above(0), "added to the accumulated squares, inside the root");

  /// Checks the ranges.
  public Sm3Config {
    HYPER.check("learningRate", learningRate).check("momentum", momentum).check("epsilon", epsilon);
  }

  /// Makes the defaults, the paper's with the epsilon of optax.
  public Sm3Config() {
    this(0.1, 0.9, 1e-8);
  }

  /// Returns the defaults with a learning rate.
  public static Sm3Config of(double learningRate) {
    return new Sm3Config().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public Sm3Config withLearningRate(double value) {
    return new Sm3Config(value, momentum, epsilon);
  }

  /// Returns a copy with another momentum.
  public Sm3Config withMomentum(double value) {
    return new Sm3Config(learningRate, value, epsilon);
  }

  /// Returns a copy with another epsilon.
  public Sm3Config withEpsilon(double value) {
    return new Sm3Config(learningRate, momentum, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Sm3();
  }
}

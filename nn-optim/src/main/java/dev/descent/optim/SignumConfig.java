package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Signum], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param momentum μ, decay of the mean, in [0, 1); default 0.9
public record SignumConfig(double learningRate, double momentum) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("signum", "Steps by the sign of a running mean of gradients")
          .paper(
              "Bernstein et al. (2018), signSGD: Compressed Optimisation for Non-Convex Problems",
              "https://arxiv.org/abs/1802.04434")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate")
          .with("momentum", Range.rightOpen(0, 1), "decay of the running mean of gradients");

  /// Checks the ranges.
  public SignumConfig {
    HYPER.check("learningRate", learningRate).check("momentum", momentum);
  }

  /// Makes the defaults: momentum 0.9 as the paper and optax, learning rate 1e-3.
  public SignumConfig() {
    this(1e-3, 0.9);
  }

  /// Returns the defaults with a learning rate.
  public static SignumConfig of(double learningRate) {
    return new SignumConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SignumConfig withLearningRate(double value) {
    return new SignumConfig(value, momentum);
  }

  /// Returns a copy with another momentum.
  public SignumConfig withMomentum(double value) {
    return new SignumConfig(learningRate, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Signum();
  }
}

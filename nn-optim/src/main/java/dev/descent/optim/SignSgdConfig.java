package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SignSgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
public record SignSgdConfig(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("sign-sgd", "Steps by the sign of the gradient")
          .paper(
              "Bernstein et al. (2018), signSGD: Compressed Optimisation for Non-Convex Problems",
              "https://arxiv.org/abs/1802.04434")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate");

  /// Checks the ranges.
  public SignSgdConfig {
    HYPER.check("learningRate", learningRate);
  }

  /// Makes the default: learning rate 1e-3; neither the paper nor optax has one.
  public SignSgdConfig() {
    this(1e-3);
  }

  /// Returns the defaults with a learning rate.
  public static SignSgdConfig of(double learningRate) {
    return new SignSgdConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SignSgdConfig withLearningRate(double value) {
    return new SignSgdConfig(value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SignSgd();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Fromage], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param minNorm least norm of weights and gradient, finite and >= 0; default 1e-6
public record FromageConfig(double learningRate, double minNorm) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("fromage", "Steps as long as a share of the norm of each parameter")
          .paper(
              "Bernstein et al. (2020), On the distance between two neural networks and the"
                  + " stability of learning",
              "https://arxiv.org/abs/2002.03432")
          .with("learningRate", Range.atLeast(0), "length of a step as a share of the norm")
          .with("minNorm", Range.atLeast(0), "least norm of weights and gradient");

  /// Checks the ranges.
  public FromageConfig {
    HYPER.check("learningRate", learningRate).check("minNorm", minNorm);
  }

  /// Makes the defaults: the paper's learning rate, and optax's least norm.
  public FromageConfig() {
    this(1e-2, 1e-6);
  }

  /// Returns the defaults with a learning rate.
  public static FromageConfig of(double learningRate) {
    return new FromageConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public FromageConfig withLearningRate(double value) {
    return new FromageConfig(value, minNorm);
  }

  /// Returns a copy with another value of minNorm: least norm of weights and gradient.
  public FromageConfig withMinNorm(double value) {
    return new FromageConfig(learningRate, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Fromage();
  }
}

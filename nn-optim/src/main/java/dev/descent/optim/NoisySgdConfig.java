package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [NoisySgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param eta η, variance of the noise in the first step, finite and >= 0; default 0.01
/// @param gamma γ, power with which it fades, finite and >= 0; default 0.55
/// @param seed the noise; default 0
public record NoisySgdConfig(double learningRate, double eta, double gamma, long seed)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "noisy-sgd", "Gradient descent with random noise that fades, added to the gradient")
          .paper(
              "Neelakantan et al. (2015), Adding Gradient Noise Improves Learning for Very Deep"
                  + " Networks",
              "https://arxiv.org/abs/1511.06807")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1")
          .with("eta", Range.atLeast(0), "variance of the noise in the first step")
          .with("gamma", Range.atLeast(0), "power with which the variance fades")
          .with("seed", "seed of the noise");

  /// Checks the ranges.
  public NoisySgdConfig {
    HYPER.check("learningRate", learningRate).check("eta", eta).check("gamma", gamma);
  }

  /// Makes the defaults: the paper's η and γ, as optax.
  public NoisySgdConfig() {
    this(1e-3, 0.01, 0.55, 0);
  }

  /// Returns the defaults with a learning rate.
  public static NoisySgdConfig of(double learningRate) {
    return new NoisySgdConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public NoisySgdConfig withLearningRate(double value) {
    return new NoisySgdConfig(value, eta, gamma, seed);
  }

  /// Returns a copy with another value of eta: variance of the noise in the first step.
  public NoisySgdConfig withEta(double value) {
    return new NoisySgdConfig(learningRate, value, gamma, seed);
  }

  /// Returns a copy with another value of gamma: power with which the variance fades.
  public NoisySgdConfig withGamma(double value) {
    return new NoisySgdConfig(learningRate, eta, value, seed);
  }

  /// Returns a copy with another value of seed: seed of the noise.
  public NoisySgdConfig withSeed(long value) {
    return new NoisySgdConfig(learningRate, eta, gamma, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new NoisySgd();
  }
}

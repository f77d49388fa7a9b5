package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AddNoise], valid by construction.
///
/// @param eta η, variance of the noise in the first step, finite and >= 0; default 0.01
/// @param gamma γ, power with which it fades, finite and >= 0; default 0.55
/// @param seed the noise; default 0
public record AddNoiseConfig(double eta, double gamma, long seed) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("add-noise", "Adds random noise that fades to the gradient")
          .paper(
              "Neelakantan et al. (2015), Adding Gradient Noise Improves Learning for Very Deep"
                  + " Networks",
              "https://arxiv.org/abs/1511.06807")
          .with("eta", Range.atLeast(0), "variance of the noise in the first step")
          .with("gamma", Range.atLeast(0), "power with which the variance fades")
          .with("seed", "seed of the noise");

  /// Checks the ranges.
  public AddNoiseConfig {
    HYPER.check("eta", eta).check("gamma", gamma);
  }

  /// Makes the defaults.
  public AddNoiseConfig() {
    this(0.01, 0.55, 0);
  }

  /// Returns a copy with another value of eta: variance of the noise in the first step.
  public AddNoiseConfig withEta(double value) {
    return new AddNoiseConfig(value, gamma, seed);
  }

  /// Returns a copy with another value of gamma: power with which the variance fades.
  public AddNoiseConfig withGamma(double value) {
    return new AddNoiseConfig(eta, value, seed);
  }

  /// Returns a copy with another value of seed: seed of the noise.
  public AddNoiseConfig withSeed(long value) {
    return new AddNoiseConfig(eta, gamma, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AddNoise();
  }
}

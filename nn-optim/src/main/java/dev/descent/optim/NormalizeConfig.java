package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Norm;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Normalize], valid by construction.
///
/// @param length c, the length that it gets, finite and > 0; default 1
/// @param epsilon ε, added to the norm, finite and >= 0; default 1e-6
/// @param norm which norm; default TWO
/// @param perTensor whether each parameter has a norm of its own; default false
public record NormalizeConfig(double length, double epsilon, Norm norm, boolean perTensor)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("normalize", "Gives the gradient the same length in every step")
          .paper(
              "Hazan et al. (2015), Beyond Convexity: Stochastic Quasi-Convex Optimization",
              "https://arxiv.org/abs/1507.02030")
          .with("length", Range.above(0), "length that the gradient gets")
          .with("epsilon", Range.atLeast(0), "added to the norm")
          .with("norm", "norm: one, two, rms or max")
          .with("perTensor", "whether each parameter has a norm of its own");

  /// Checks the ranges.
  public NormalizeConfig {
    HYPER.given("norm", norm).check("length", length).check("epsilon", epsilon);
  }

  /// Makes the defaults.
  public NormalizeConfig() {
    this(1, 1e-6, Norm.TWO, false);
  }

  /// Returns a copy with another value of length: length that the gradient gets.
  public NormalizeConfig withLength(double value) {
    return new NormalizeConfig(value, epsilon, norm, perTensor);
  }

  /// Returns a copy with another value of epsilon: added to the norm.
  public NormalizeConfig withEpsilon(double value) {
    return new NormalizeConfig(length, value, norm, perTensor);
  }

  /// Returns a copy with another value of norm: norm: one, two, rms or max.
  public NormalizeConfig withNorm(Norm value) {
    return new NormalizeConfig(length, epsilon, value, perTensor);
  }

  /// Returns a copy with another value of perTensor: whether each parameter has a norm of its own.
  public NormalizeConfig withPerTensor(boolean value) {
    return new NormalizeConfig(length, epsilon, norm, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Normalize();
  }
}

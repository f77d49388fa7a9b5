package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Norm;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ClipByNorm], valid by construction.
///
/// @param limit c, the largest norm, finite and > 0; default 1
/// @param norm which norm; default TWO
/// @param perTensor whether each parameter is clipped by its own norm, not all together; default
///   false
public record ClipByNormConfig(double limit, Norm norm, boolean perTensor)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("clip-by-norm", "Shortens the gradient where it is longer than a limit")
          .paper(
              "Pascanu et al. (2013), On the difficulty of training recurrent neural networks",
              "https://arxiv.org/abs/1211.5063")
          .with("limit", Range.above(0), "largest norm")
          .with("norm", "norm: one, two, rms or max")
          .with("perTensor", "whether each parameter has a norm of its own");

  /// Checks the ranges.
  public ClipByNormConfig {
    HYPER.given("norm", norm).check("limit", limit);
  }

  /// Makes the defaults.
  public ClipByNormConfig() {
    this(1, Norm.TWO, false);
  }

  /// Returns clipping of all gradients together by their Euclidean norm.
  public static ClipByNormConfig of(double limit) {
    return new ClipByNormConfig().withLimit(limit);
  }

  /// Returns a copy with another value of limit: largest norm.
  public ClipByNormConfig withLimit(double value) {
    return new ClipByNormConfig(value, norm, perTensor);
  }

  /// Returns a copy with another value of norm: norm: one, two, rms or max.
  public ClipByNormConfig withNorm(Norm value) {
    return new ClipByNormConfig(limit, value, perTensor);
  }

  /// Returns a copy with another value of perTensor: whether each parameter has a norm of its own.
  public ClipByNormConfig withPerTensor(boolean value) {
    return new ClipByNormConfig(limit, norm, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ClipByNorm();
  }
}

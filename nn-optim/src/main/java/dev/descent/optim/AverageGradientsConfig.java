package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AverageGradients], valid by construction.
///
/// @param decay β, decay of the mean, in [0, 1); default 0.9
/// @param debias whether the mean is corrected for its start at 0; default true
public record AverageGradientsConfig(double decay, boolean debias) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "average-gradients", "Replaces the gradient by a running mean of gradients")
          .paper(
              "Polyak (1964), Some methods of speeding up the convergence of iteration methods",
              "https://doi.org/10.1016/0041-5553(64)90137-5")
          .with("decay", Range.rightOpen(0, 1), "decay of the running mean")
          .with("debias", "whether the mean is corrected for its start at 0");

  /// Checks the ranges.
  public AverageGradientsConfig {
    HYPER.check("decay", decay);
  }

  /// Makes the defaults.
  public AverageGradientsConfig() {
    this(0.9, true);
  }

  /// Returns a copy with another value of decay: decay of the running mean.
  public AverageGradientsConfig withDecay(double value) {
    return new AverageGradientsConfig(value, debias);
  }

  /// Returns a copy with another value of debias: whether the mean is corrected for its start at 0.
  public AverageGradientsConfig withDebias(boolean value) {
    return new AverageGradientsConfig(decay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AverageGradients();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ClipAdaptively], valid by construction.
///
/// @param ratio λ, the largest ratio of the norms, finite and > 0; default 0.01
/// @param epsilon ε, the least norm of weights, finite and > 0; default 1e-3
/// @param units which axis counts the units; default FIRST_AXIS
public record ClipAdaptivelyConfig(double ratio, double epsilon, Units units)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "clip-adaptively",
              "Shortens the gradient of each unit to a share of the norm of its weights")
          .paper(
              "Brock et al. (2021), High-Performance Large-Scale Image Recognition Without"
                  + " Normalization",
              "https://arxiv.org/abs/2102.06171")
          .with("ratio", Range.above(0), "largest ratio of the norms of gradient and weights")
          .with("epsilon", Range.above(0), "least norm of weights")
          .with("units", "axis that counts the units: first-axis or last-axis");

  /// Checks the ranges.
  public ClipAdaptivelyConfig {
    HYPER.given("units", units).check("ratio", ratio).check("epsilon", epsilon);
  }

  /// Makes the defaults.
  public ClipAdaptivelyConfig() {
    this(0.01, 1e-3, Units.FIRST_AXIS);
  }

  /// Returns a copy with another value of ratio: largest ratio of the norms of gradient and
  /// weights.
  public ClipAdaptivelyConfig withRatio(double value) {
    return new ClipAdaptivelyConfig(value, epsilon, units);
  }

  /// Returns a copy with another value of epsilon: least norm of weights.
  public ClipAdaptivelyConfig withEpsilon(double value) {
    return new ClipAdaptivelyConfig(ratio, value, units);
  }

  /// Returns a copy with another value of units: axis that counts the units: first-axis or
  /// last-axis.
  public ClipAdaptivelyConfig withUnits(Units value) {
    return new ClipAdaptivelyConfig(ratio, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ClipAdaptively();
  }
}

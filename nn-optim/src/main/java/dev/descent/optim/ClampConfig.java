package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Clamp], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam
/// @param low least weight; default 0
/// @param high largest weight, at least low; default infinity
public record ClampConfig(OptimizerConfig base, double low, double high)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("clamp", "Keeps every weight in an interval")
          .paper(
              "Levitin and Polyak (1966), Constrained minimization methods",
              "https://doi.org/10.1016/0041-5553(66)90114-5")
          .with("base", "optimizer that is wrapped")
          .with(
              "low",
              Range.closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
              "least weight")
          .with(
              "high",
              Range.closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
              "largest weight");

  /// Checks the ranges.
  public ClampConfig {
    HYPER
        .given("base", base)
        .check("low", low)
        .check("high", high)
        .require(low <= high, "high", high, ">= low, which is " + low);
  }

  /// Makes the defaults.
  public ClampConfig() {
    this(new AdamConfig(), 0, Double.POSITIVE_INFINITY);
  }

  /// Returns a wrapper that lets no weight become negative.
  public static ClampConfig nonNegative(OptimizerConfig base) {
    return new ClampConfig(base, 0, Double.POSITIVE_INFINITY);
  }

  /// Returns a wrapper that keeps magnitudes within a limit: the ball of the maximum norm.
  public static ClampConfig magnitude(OptimizerConfig base, double limit) {
    return new ClampConfig(base, -limit, limit);
  }

  /// Returns a copy around another optimizer.
  public ClampConfig withBase(OptimizerConfig value) {
    return new ClampConfig(value, low, high);
  }

  /// Returns a copy with another value of low: least weight.
  public ClampConfig withLow(double value) {
    return new ClampConfig(base, value, high);
  }

  /// Returns a copy with another value of high: largest weight.
  public ClampConfig withHigh(double value) {
    return new ClampConfig(base, low, value);
  }

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(base);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Clamp();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ClipByValue], valid by construction.
///
/// @param limit c, the largest magnitude, finite and > 0; default 1
public record ClipByValueConfig(double limit) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "clip-by-value", "Moves every element of the gradient into an interval around 0")
          .with("limit", Range.above(0), "largest magnitude of an element");

  /// Checks the ranges.
  public ClipByValueConfig {
    HYPER.check("limit", limit);
  }

  /// Makes the defaults.
  public ClipByValueConfig() {
    this(1);
  }

  /// Returns a copy with another value of limit: largest magnitude of an element.
  public ClipByValueConfig withLimit(double value) {
    return new ClipByValueConfig(value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ClipByValue();
  }
}

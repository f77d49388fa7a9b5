package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// The same value at every step.
///
/// @param value the value, finite
public record Constant(double value) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("constant", "The same value at every step")
          .with("value", Range.finite(), "value");

  /// Checks the ranges.
  public Constant {
    HYPER.check("value", value);
  }

  @Override
  public double at(long step) {
    return value;
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

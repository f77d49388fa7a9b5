package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A straight line, and its end from there on (PyTorch's LinearLR, optax's linear_schedule).
///
/// ```
/// initial + (end − initial)·min(t / steps, 1)
/// ```
///
/// @param initial value at step 0, finite
/// @param end last value, finite
/// @param steps steps of the line, >= 1
public record Linear(double initial, double end, long steps) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("linear", "A straight line")
          .with("initial", Range.finite(), "value at step 0")
          .with("end", Range.finite(), "last value")
          .with("steps", Range.atLeast(1), "steps of the line");

  /// Checks the ranges.
  public Linear {
    HYPER.check("initial", initial).check("end", end).check("steps", steps);
  }

  @Override
  public double at(long step) {
    return step >= steps ? end : initial + (end - initial) * ((double) step / steps);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

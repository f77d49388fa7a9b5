package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A value that is multiplied by a factor every so many steps (PyTorch's StepLR).
///
/// ```
/// initial·factor^⌊t / every⌋
/// ```
///
/// @param initial value of the first steps, finite
/// @param every steps between two changes, >= 1
/// @param factor what a change multiplies the value by, finite and >= 0
public record StepDecay(double initial, long every, double factor) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("step-decay", "A factor every so many steps")
          .with("initial", Range.finite(), "value of the first steps")
          .with("every", Range.atLeast(1), "steps between two changes")
          .with("factor", Range.atLeast(0), "factor of a change");

  /// Checks the ranges.
  public StepDecay {
    HYPER.check("initial", initial).check("every", every).check("factor", factor);
  }

  @Override
  public double at(long step) {
    return initial * Elementary.pow(factor, (double) Math.floorDiv(step, every));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

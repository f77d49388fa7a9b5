package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Schedule;

/// Exponential decay or growth (PyTorch's ExponentialLR, optax's exponential_decay).
///
/// ```
/// initial·factor^(t / every)
/// ```
///
/// In stairs it is a [StepDecay]; a least or greatest value is set by [Schedule#clamp].
///
/// @param initial value at step 0, finite
/// @param factor what `every` steps multiply the value by, finite and >= 0
/// @param every steps of one factor; default 1, >= 1
public record Exponential(double initial, double factor, long every) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("exponential", "Exponential decay or growth")
          .with("initial", Range.finite(), "value at step 0")
          .with("factor", Range.atLeast(0), "what so many steps multiply by")
          .with("every", Range.atLeast(1), "steps of one factor; default 1");

  /// Checks the ranges.
  public Exponential {
    HYPER.check("initial", initial).check("factor", factor).check("every", every);
  }

  /// Makes a decay by a factor in every step.
  public Exponential(double initial, double factor) {
    this(initial, factor, 1);
  }

  @Override
  public double at(long step) {
    return initial * Elementary.pow(factor, (double) step / every);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

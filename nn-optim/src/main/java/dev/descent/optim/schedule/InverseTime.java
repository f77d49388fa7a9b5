package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// Decay with the inverse of time, or a power of it (Keras' InverseTimeDecay).
///
/// ```
/// initial / (1 + rate·t)^power
/// ```
///
/// @param initial value at step 0, finite
/// @param rate growth of the divisor in a step, finite and >= 0
/// @param power power of the divisor, finite and >= 0; default 1
public record InverseTime(double initial, double rate, double power) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("inverse-time", "Decay with the inverse of time")
          .paper("Robbins and Monro (1951)", "https://doi.org/10.1214/aoms/1177729586")
          .with("initial", Range.finite(), "value at step 0")
          .with("rate", Range.atLeast(0), "growth of the divisor in a step")
          .with("power", Range.atLeast(0), "power of the divisor");

  /// Checks the ranges.
  public InverseTime {
    HYPER.check("initial", initial).check("rate", rate).check("power", power);
  }

  /// Makes the first power.
  public InverseTime(double initial, double rate) {
    this(initial, rate, 1);
  }

  @Override
  public double at(long step) {
    return initial / Elementary.pow(1 + rate * step, power);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

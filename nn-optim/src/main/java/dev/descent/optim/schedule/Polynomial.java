package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A power of a falling line, and its end from there on (PyTorch's PolynomialLR, optax's
/// polynomial_schedule).
///
/// ```
/// end + (initial − end)·(1 − (t/T)ᵏ)^power
/// ```
///
/// T is `steps`; with `cycle` it is the next multiple of `steps`, so that the value rises again at
/// each (Keras' PolynomialDecay). k other than 1 is k-decay.
///
/// @param initial value at step 0, finite
/// @param end last value, finite
/// @param steps steps of the decay, >= 1
/// @param power power of the falling line, finite and >= 0; default 1
/// @param kDecay k, finite and > 0; default 1
/// @param cycle whether it starts again in longer and longer cycles; default false
public record Polynomial(
    double initial, double end, long steps, double power, double kDecay, boolean cycle)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("polynomial", "A power of a falling line")
          .paper("Zhang and Li (2020), k-decay, equation 7", "https://arxiv.org/abs/2004.05909")
          .with("initial", Range.finite(), "value at step 0")
          .with("end", Range.finite(), "last value")
          .with("steps", Range.atLeast(1), "steps of the decay")
          .with("power", Range.atLeast(0), "power of the falling line")
          .with("kDecay", Range.above(0), "k of k-decay")
          .with("cycle", "starts again, in longer and longer cycles");

  /// Checks the ranges.
  public Polynomial {
    HYPER
        .check("initial", initial)
        .check("end", end)
        .check("steps", steps)
        .check("power", power)
        .check("kDecay", kDecay);
  }

  /// Makes a straight line.
  public Polynomial(double initial, double end, long steps) {
    this(initial, end, steps, 1, 1, false);
  }

  @Override
  public double at(long step) {
    double length = steps;
    if (cycle) {
      length *= Math.max(1, Math.ceil((double) step / steps));
    } else if (step >= steps) {
      return end;
    }
    double way = Elementary.pow(step / length, kDecay);
    return end + (initial - end) * Elementary.pow(1 - way, power);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

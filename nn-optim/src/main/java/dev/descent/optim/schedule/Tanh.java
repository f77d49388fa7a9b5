package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A falling hyperbolic tangent: a flat start, a quick fall, a flat end.
///
/// ```
/// end + ½·(initial − end)·(1 − tanh(lower·(1 − p) + upper·p)),  p = t / steps;  end from p = 1 on
/// ```
///
/// @param initial value that it falls from, finite
/// @param end last value, finite
/// @param steps steps of the fall, >= 1
/// @param lower argument of the tangent at step 0, finite; default -7
/// @param upper argument at the end, finite; default 3
public record Tanh(double initial, double end, long steps, double lower, double upper)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("tanh", "A falling hyperbolic tangent")
          .paper("Hsueh et al. (2019), equation 2", "https://arxiv.org/abs/1806.01593")
          .with("initial", Range.finite(), "value that it falls from")
          .with("end", Range.finite(), "last value")
          .with("steps", Range.atLeast(1), "steps of the fall")
          .with("lower", Range.finite(), "argument of the tangent at step 0")
          .with("upper", Range.finite(), "argument at the end");

  /// Checks the ranges.
  public Tanh {
    HYPER
        .check("initial", initial)
        .check("end", end)
        .check("steps", steps)
        .check("lower", lower)
        .check("upper", upper);
  }

  /// Makes the bounds of timm.
  public Tanh(double initial, double end, long steps) {
    this(initial, end, steps, -7, 3);
  }

  @Override
  public double at(long step) {
    if (step >= steps) {
      return end;
    }
    double p = (double) step / steps;
    return end + 0.5 * (initial - end) * (1 - StrictMath.tanh(lower * (1 - p) + upper * p));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

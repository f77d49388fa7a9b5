package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A linear warm-up, then decay with the inverse root of time.
///
/// ```
/// peak·k/warmup          k < warmup, k = t + 1
/// peak·√(warmup / k)     k ≥ warmup (1 in the place of a warmup of 0)
/// ```
///
/// @param peak greatest value, finite
/// @param warmup steps of the warm-up, >= 0; with 0 the peak is the first value
public record InverseSqrt(double peak, long warmup) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("inverse-sqrt", "Warm-up, then decay with the inverse root of time")
          .paper("Raffel et al. (2020), section 3.1.2", "https://arxiv.org/abs/1910.10683")
          .with("peak", Range.finite(), "greatest value")
          .with("warmup", Range.atLeast(0), "steps of the warm-up");

  /// Checks the ranges.
  public InverseSqrt {
    HYPER.check("peak", peak).check("warmup", warmup);
  }

  @Override
  public double at(long step) {
    double k = step + 1.0;
    return k < warmup ? peak * k / warmup : peak * Math.sqrt(Math.max(warmup, 1) / k);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

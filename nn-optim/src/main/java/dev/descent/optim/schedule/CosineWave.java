package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A cosine wave for ever, down and up again (PyTorch's CosineAnnealingLR; several cycles of one
/// length).
///
/// ```
/// end + ½·(initial − end)·(1 + cos(π·t/half))
/// ```
///
/// @param initial value at step 0, finite
/// @param end value half a wave later, finite
/// @param half steps of half a wave, >= 1
public record CosineWave(double initial, double end, long half) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("cosine-wave", "A cosine wave, down and up again")
          .with("initial", Range.finite(), "value at step 0")
          .with("end", Range.finite(), "value half a wave later")
          .with("half", Range.atLeast(1), "steps of half a wave");

  /// Checks the ranges.
  public CosineWave {
    HYPER.check("initial", initial).check("end", end).check("half", half);
  }

  @Override
  public double at(long step) {
    double phase = (double) Math.floorMod(step, 2 * half) / half;
    return end + 0.5 * (initial - end) * (1 + Elementary.cos(Math.PI * phase));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

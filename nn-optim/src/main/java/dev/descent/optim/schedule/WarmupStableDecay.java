package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A linear warm-up, a constant stretch that can be as long as one likes, and a short decay.
///
/// ```
/// peak·(t + 1)/warmup     t < warmup
/// peak                    for `stable` steps
/// peak → end              for `decay` steps, along a curve;  then end
/// ```
///
/// @param peak greatest value, finite
/// @param end last value, finite
/// @param warmup steps of the warm-up, >= 0
/// @param stable steps of the peak, >= 0
/// @param decay steps of the decay, >= 1
/// @param curve the way down; default linear
public record WarmupStableDecay(
    double peak, double end, long warmup, long stable, long decay, Curve curve)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("warmup-stable-decay", "Warm-up, a long peak, a short decay")
          .paper("Hu et al. (2024), MiniCPM, section 4", "https://arxiv.org/abs/2404.06395")
          .with("peak", Range.finite(), "greatest value")
          .with("end", Range.finite(), "last value")
          .with("warmup", Range.atLeast(0), "steps of the warm-up")
          .with("stable", Range.atLeast(0), "steps of the peak")
          .with("decay", Range.atLeast(1), "steps of the decay")
          .with("curve", "way down");

  /// Checks the ranges.
  public WarmupStableDecay {
    HYPER.check("peak", peak).check("end", end).check("warmup", warmup);
    HYPER.check("stable", stable).check("decay", decay).given("curve", curve);
  }

  /// Makes a schedule with a straight way down.
  public WarmupStableDecay(double peak, double end, long warmup, long stable, long decay) {
    this(peak, end, warmup, stable, decay, Curve.LINEAR);
  }

  @Override
  public double at(long step) {
    if (step < warmup) {
      return peak * (step + 1) / warmup;
    }
    long down = step - warmup - stable;
    if (down <= 0) {
      return peak;
    }
    return down >= decay ? end : curve.between(peak, end, (double) down / decay);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

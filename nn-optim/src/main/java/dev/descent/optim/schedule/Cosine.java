package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// Half a cosine wave, and its end from there on (optax's cosine_decay_schedule).
///
/// ```
/// end + (initial − end)·(½·(1 + cos(π·(t/steps)ᵏ)))^exponent
/// ```
///
/// PyTorch's CosineAnnealingLR rises again after its end: that is [CosineWave]. k other than 1 is
/// k-decay.
///
/// @param initial value at step 0, finite
/// @param end last value, finite
/// @param steps steps of the decay, >= 1
/// @param exponent power of the wave, finite and > 0; default 1
/// @param kDecay k, finite and > 0; default 1
public record Cosine(double initial, double end, long steps, double exponent, double kDecay)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("cosine", "Half a cosine wave")
          .paper("Loshchilov and Hutter (2017), equation 5", "https://arxiv.org/abs/1608.03983")
          .with("initial", Range.finite(), "value at step 0")
          .with("end", Range.finite(), "last value")
          .with("steps", Range.atLeast(1), "steps of the decay")
          .with("exponent", Range.above(0), "power of the wave")
          .with("kDecay", Range.above(0), "k of k-decay");

  /// Checks the ranges.
  public Cosine {
    HYPER
        .check("initial", initial)
        .check("end", end)
        .check("steps", steps)
        .check("exponent", exponent)
        .check("kDecay", kDecay);
  }

  /// Makes the plain wave.
  public Cosine(double initial, double end, long steps) {
    this(initial, end, steps, 1, 1);
  }

  @Override
  public double at(long step) {
    if (step >= steps) {
      return end;
    }
    double way = (double) step / steps;
    double angle = Math.PI * (kDecay == 1 ? way : Elementary.pow(way, kDecay));
    double share = 0.5 * (1 + Elementary.cos(angle));
    return end + (initial - end) * (exponent == 1 ? share : Elementary.pow(share, exponent));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

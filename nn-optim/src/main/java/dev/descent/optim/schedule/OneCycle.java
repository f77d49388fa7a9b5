package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// One cycle: up to a peak, and down to far below the start (PyTorch's OneCycleLR).
///
/// ```
/// start → peak over steps 0 to rise·steps − 1, peak → end until step steps − 1, then end
/// ```
///
/// With three phases it goes from the peak back to the start, as fast as it rose, and from there to
/// the end. The momentum that goes with it starts and ends with its greater value. optax's cycles
/// turn one step later: they are [Piecewise].
///
/// @param start value at step 0, finite; [#of] takes peak / 25
/// @param peak greatest value, finite
/// @param end last value, finite; [#of] takes start / 10000
/// @param steps steps of the cycle, >= 1
/// @param rise share of the steps that go up, in (0, 1); default 0.3
/// @param curve the way from one value to the next; default cosine
/// @param threePhases whether it comes by the start on its way down; default false
public record OneCycle(
    double start,
    double peak,
    double end,
    long steps,
    double rise,
    Curve curve,
    boolean threePhases)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("one-cycle", "Up to a peak, and down to far below the start")
          .paper("Smith and Topin (2018)", "https://arxiv.org/abs/1708.07120")
          .with("start", Range.finite(), "value at step 0")
          .with("peak", Range.finite(), "greatest value")
          .with("end", Range.finite(), "last value")
          .with("steps", Range.atLeast(1), "steps of the cycle")
          .with("rise", Range.open(0, 1), "share of the steps that go up")
          .with("curve", "way from one value to the next")
          .with("threePhases", "comes by the start on its way down");

  /// Checks the ranges.
  public OneCycle {
    HYPER.check("start", start).check("peak", peak).check("end", end).check("steps", steps);
    HYPER
        .check("rise", rise)
        .given("curve", curve)
        .require(!threePhases || rise <= 0.5, "rise", rise, "<= 0.5 with three phases");
  }

  /// Makes a cycle of two phases, three tenths of which go up in half a cosine wave.
  public OneCycle(double start, double peak, double end, long steps) {
    this(start, peak, end, steps, 0.3, Curve.COSINE, false);
  }

  /// Returns PyTorch's default cycle up to a peak.
  public static OneCycle of(double peak, long steps) {
    return new OneCycle(peak / 25, peak, peak / 25 / 1e4, steps);
  }

  @Override
  public double at(long step) {
    double top = rise * steps - 1;
    double last = steps - 1.0;
    if (step >= last) {
      return end;
    }
    if (step <= top) {
      return top == 0 ? peak : curve.between(start, peak, step / top);
    }
    double back = 2 * rise * steps - 2;
    if (!threePhases) {
      return curve.between(peak, end, (step - top) / (last - top));
    }
    return step <= back
        ? curve.between(peak, start, (step - top) / (back - top))
        : curve.between(start, end, (step - back) / (last - back));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

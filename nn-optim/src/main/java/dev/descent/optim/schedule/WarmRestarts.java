package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// Half cosine waves that start again (PyTorch's CosineAnnealingWarmRestarts, Keras'
/// CosineDecayRestarts).
///
/// ```
/// end + (initial − end)·shrinkⁱ·½·(1 + cos(π·c))
/// ```
///
/// i counts the restarts, c is how much of the i-th wave, `steps·stretchⁱ` long, is over.
///
/// @param initial value at step 0, finite
/// @param end value before a restart, finite
/// @param steps steps of the first wave, >= 1
/// @param stretch length of a wave divided by the one before, finite and >= 1; default 1
/// @param shrink height of a wave divided by the one before, finite and >= 0; default 1
public record WarmRestarts(double initial, double end, long steps, double stretch, double shrink)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("warm-restarts", "Half cosine waves that start again")
          .paper("Loshchilov and Hutter (2017), SGDR", "https://arxiv.org/abs/1608.03983")
          .with("initial", Range.finite(), "value at step 0")
          .with("end", Range.finite(), "value before a restart")
          .with("steps", Range.atLeast(1), "steps of the first wave")
          .with("stretch", Range.atLeast(1), "length of a wave by the one before")
          .with("shrink", Range.atLeast(0), "height of a wave by the one before");

  /// Checks the ranges.
  public WarmRestarts {
    HYPER
        .check("initial", initial)
        .check("end", end)
        .check("steps", steps)
        .check("stretch", stretch)
        .check("shrink", shrink);
  }

  /// Makes waves of one length and height.
  public WarmRestarts(double initial, double end, long steps) {
    this(initial, end, steps, 1, 1);
  }

  @Override
  public double at(long step) {
    double length = steps;
    double height = initial - end;
    double since = step;
    if (stretch == 1) {
      height *= Elementary.pow(shrink, (double) Math.floorDiv(step, steps));
      since = Math.floorMod(step, steps);
    } else {
      while (since >= length) {
        since -= length;
        length *= stretch;
        height *= shrink;
      }
    }
    return end + height * 0.5 * (1 + Elementary.cos(Math.PI * (since / length)));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

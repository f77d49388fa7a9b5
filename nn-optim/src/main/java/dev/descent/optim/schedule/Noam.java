package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// The schedule of the Transformer's paper: [InverseSqrt] whose peak follows from the model's
/// width.
///
/// ```
/// scale·modelSize^−½·min(k^−½, k·warmup^−³ᐟ²),  k = t + 1
/// ```
///
/// @param scale factor of all values, finite
/// @param modelSize width of the model, >= 1
/// @param warmup steps of the warm-up, >= 1
public record Noam(double scale, long modelSize, long warmup) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("noam", "The schedule of the Transformer, by the width of the model")
          .paper("Vaswani et al. (2017), equation 3", "https://arxiv.org/abs/1706.03762")
          .with("scale", Range.finite(), "factor of all values")
          .with("modelSize", Range.atLeast(1), "width of the model")
          .with("warmup", Range.atLeast(1), "steps of the warm-up");

  /// Checks the ranges.
  public Noam {
    HYPER.check("scale", scale).check("modelSize", modelSize).check("warmup", warmup);
  }

  @Override
  public double at(long step) {
    double k = step + 1.0;
    double slope = k * Elementary.pow((double) warmup, -1.5);
    return scale / Math.sqrt((double) modelSize) * Math.min(1 / Math.sqrt(k), slope);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

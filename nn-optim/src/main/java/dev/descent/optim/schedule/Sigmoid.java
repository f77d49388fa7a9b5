package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// A smooth step between 0 and a value (Caffe's sigmoid policy).
///
/// ```
/// initial / (1 + exp(−gamma·(t − center)))
/// ```
///
/// It rises to `initial` for gamma > 0, and falls from it to 0 for gamma < 0.
///
/// @param initial greatest value, finite
/// @param gamma steepness; negative: it falls, finite
/// @param center step of half the value, >= 0
public record Sigmoid(double initial, double gamma, long center) implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("sigmoid", "A smooth step up or down")
          .paper("Jia et al. (2014), Caffe", "https://arxiv.org/abs/1408.5093")
          .with("initial", Range.finite(), "greatest value")
          .with("gamma", Range.finite(), "steepness; negative: it falls")
          .with("center", Range.atLeast(0), "step of half the value");

  /// Checks the ranges.
  public Sigmoid {
    HYPER.check("initial", initial).check("gamma", gamma).check("center", center);
  }

  @Override
  public double at(long step) {
    return initial / (1 + StrictMath.exp(-gamma * (step - center)));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

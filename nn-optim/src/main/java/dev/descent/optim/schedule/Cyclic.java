package dev.descent.optim.schedule;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;

/// Triangles for ever: up from one value to another and down again (PyTorch's CyclicLR).
///
/// ```
/// low + (high − low)·s·h
/// s = share of the way up, or left of the way down;  h = 1, ½ᶜ or gammaᵗ by `heights`
/// ```
///
/// c counts the cycles from 0. The momentum that goes with it has its greater value as `low`.
///
/// @param low value at step 0, finite
/// @param high value at the tips, finite
/// @param up steps up, >= 1
/// @param down steps down, >= 1
/// @param heights how tall the triangles are; default all alike
/// @param gamma factor of the height in a step, for `EXPONENTIAL`, finite and >= 0; default 1
public record Cyclic(double low, double high, long up, long down, Heights heights, double gamma)
    implements NamedSchedule {
  /// How tall the triangles are.
  public enum Heights {
    /// All alike (`triangular`).
    EQUAL,
    /// Each half as tall as the one before (`triangular2`).
    HALVED,
    /// Falling by `gamma` in every step (`exp_range`).
    EXPONENTIAL
  }

  private static final HyperParameters HYPER =
      HyperParameters.of("cyclic", "Triangles for ever")
          .paper("Smith (2017)", "https://arxiv.org/abs/1506.01186")
          .with("low", Range.finite(), "value at step 0")
          .with("high", Range.finite(), "value at the tips")
          .with("up", Range.atLeast(1), "steps up")
          .with("down", Range.atLeast(1), "steps down")
          .with("heights", "how tall the triangles are")
          .with("gamma", Range.atLeast(0), "factor of an exponential height in a step");

  /// Checks the ranges.
  public Cyclic {
    HYPER.check("low", low).check("high", high).check("up", up).check("down", down);
    HYPER.given("heights", heights).check("gamma", gamma);
  }

  /// Makes triangles that are all alike.
  public Cyclic(double low, double high, long up, long down) {
    this(low, high, up, down, Heights.EQUAL, 1);
  }

  @Override
  public double at(long step) {
    long cycle = Math.floorDiv(step, up + down);
    long place = Math.floorMod(step, up + down);
    double share = place <= up ? (double) place / up : (double) (up + down - place) / down;
    double height =
        switch (heights) {
          case EQUAL -> 1;
          case HALVED -> Elementary.pow(0.5, (double) cycle);
          case EXPONENTIAL -> Elementary.pow(gamma, (double) step);
        };
    return low + (high - low) * share * height;
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

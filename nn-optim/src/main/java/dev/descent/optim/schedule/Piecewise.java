package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Range;
import java.util.List;

/// A value that given steps multiply by given factors (PyTorch's MultiStepLR; optax's
/// piecewise_constant_schedule and, with another curve than flat, piecewise_interpolate_schedule).
///
/// ```
/// initial·∏ factors[i] over all i with at[i] ≤ t
/// ```
///
/// @param initial value at step 0, finite
/// @param at the steps, >= 1, none less than the one before
/// @param factors one factor for each of them, finite
/// @param curve the way from one value to the next; default flat
public record Piecewise(double initial, List<Long> at, List<Double> factors, Curve curve)
    implements NamedSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("piecewise", "Factors at given steps")
          .with("initial", Range.finite(), "value at step 0")
          .with("at", "steps of the changes, >= 1, in order")
          .with("factors", "a factor for each of them")
          .with("curve", "way from one value to the next");

  /// Checks the ranges and keeps copies of the lists.
  public Piecewise {
    HYPER.check("initial", initial).given("curve", curve);
    at = copy("at", at);
    factors = copy("factors", factors);
    if (at.size() != factors.size()) {
      throw new IllegalArgumentException(
          "piecewise factors must be as many as its steps, %d, was %d"
              .formatted(at.size(), factors.size()));
    }
    long last = 1;
    for (long step : at) {
      if (step < last) {
        throw new IllegalArgumentException(
            "piecewise at must be steps >= 1 that never fall, was %s".formatted(at));
      }
      last = step;
    }
    for (double factor : factors) {
      if (!Double.isFinite(factor)) {
        throw new IllegalArgumentException(
            "piecewise factors must be finite, was %s".formatted(factors));
      }
    }
  }

  /// Makes a schedule of steps without ways between.
  public Piecewise(double initial, List<Long> at, List<Double> factors) {
    this(initial, at, factors, Curve.FLAT);
  }

  private static <T> List<T> copy(String name, List<T> list) {
    HYPER.given(name, list);
    for (int i = 0; i < list.size(); i++) {
      HYPER.given("%s[%d]".formatted(name, i), list.get(i));
    }
    return List.copyOf(list);
  }

  @Override
  public double at(long step) {
    double value = initial;
    long since = 0;
    for (int i = 0; i < at.size(); i++) {
      long next = at.get(i);
      double then = value * factors.get(i);
      if (step < next) {
        return curve.between(value, then, (double) (step - since) / (next - since));
      }
      value = then;
      since = next;
    }
    return value;
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }
}

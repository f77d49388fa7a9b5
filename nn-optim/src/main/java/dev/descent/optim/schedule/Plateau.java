package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Range;
import java.util.List;

/// A value that falls by a factor when a metric has stopped getting better (PyTorch's
/// ReduceLROnPlateau, optax's reduce_on_plateau).
///
/// ```
/// better:    metric < best·(1 − relative) − absolute
/// otherwise, more than `patience` times in a row:  value ← max(value·factor, minimum)
/// ```
///
/// After a fall, `cooldown` observations are not counted as bad. A fall of no more than `epsilon`
/// is left out. **State.** `value`, `best`, `bad` and `cooldown`, and with a window `sum` and
/// `count`. **Differs from.** optax counts to `patience`, so its 3 is 2 here, and observes the loss
/// of a step before it makes the step.
///
/// @param initial the first value, finite
/// @param factor what a fall multiplies the value by, in [0, 1); default 0.1
/// @param patience bad observations in a row that are put up with, >= 0; default 10
/// @param relative share of the best value that counts as better, in [0, 1); default 1e-4
/// @param absolute amount that counts as better, finite and >= 0; default 0
/// @param cooldown observations after a fall that are not counted, >= 0; default 0
/// @param minimum least value, finite; default 0
/// @param epsilon falls up to this are left out, finite and >= 0; default 1e-8
/// @param window observations whose mean counts as one, >= 1; default 1
/// @param greater whether a greater metric is better; default false
public record Plateau(
    double initial,
    double factor,
    long patience,
    double relative,
    double absolute,
    long cooldown,
    double minimum,
    double epsilon,
    long window,
    boolean greater)
    implements MetricSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("plateau", "A fall when a metric has stopped getting better")
          .with("initial", Range.finite(), "first value")
          .with("factor", Range.rightOpen(0, 1), "factor of a fall")
          .with("patience", Range.atLeast(0), "bad observations that are put up with")
          .with("relative", Range.rightOpen(0, 1), "share of the best that counts as better")
          .with("absolute", Range.atLeast(0), "amount that counts as better")
          .with("cooldown", Range.atLeast(0), "observations after a fall that do not count")
          .with("minimum", Range.finite(), "least value")
          .with("epsilon", Range.atLeast(0), "falls up to this are left out")
          .with("window", Range.atLeast(1), "observations whose mean counts as one")
          .with("greater", "a greater metric is better");

  private static final List<String> NAMES =
      List.of("value", "best", "bad", "cooldown", "sum", "count");
  private static final int VALUE = 0;
  private static final int BEST = 1;
  private static final int BAD = 2;
  private static final int COOLDOWN = 3;
  private static final int SUM = 4;
  private static final int COUNT = 5;

  /// Checks the ranges.
  public Plateau {
    HYPER.check("initial", initial).check("factor", factor).check("patience", patience);
    HYPER.check("relative", relative).check("absolute", absolute).check("cooldown", cooldown);
    HYPER.check("minimum", minimum).check("epsilon", epsilon).check("window", window);
  }

  /// Makes PyTorch's defaults.
  public Plateau(double initial) {
    this(initial, 0.1, 10, 1e-4, 0, 0, 0, 1e-8, 1, false);
  }

  /// Returns name, sentence and ranges.
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public double[] start() {
    double[] state = new double[NAMES.size()];
    state[VALUE] = initial;
    state[BEST] = greater ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return state;
  }

  @Override
  public void observe(double[] state, double metric) {
    state[SUM] += metric;
    state[COUNT]++;
    if (state[COUNT] == window) {
      count(state, state[SUM] / window);
      state[SUM] = 0;
      state[COUNT] = 0;
    }
  }

  private void count(double[] state, double metric) {
    double best = state[BEST];
    boolean better =
        greater
            ? metric > best * (1 + relative) + absolute
            : metric < best * (1 - relative) - absolute;
    if (better) {
      state[BEST] = metric;
      state[BAD] = 0;
    } else {
      state[BAD]++;
    }
    if (state[COOLDOWN] > 0) {
      state[COOLDOWN]--;
      state[BAD] = 0;
    }
    if (state[BAD] > patience) {
      double next = Math.max(state[VALUE] * factor, minimum);
      state[VALUE] = state[VALUE] - next > epsilon ? next : state[VALUE];
      state[COOLDOWN] = cooldown;
      state[BAD] = 0;
    }
  }

  @Override
  public double at(long step, double[] state) {
    return state[VALUE];
  }
}

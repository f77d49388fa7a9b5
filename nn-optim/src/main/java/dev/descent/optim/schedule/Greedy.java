package dev.descent.optim.schedule;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Range;
import java.util.ArrayList;
import java.util.List;

/// A value that grows while a metric gets better and falls while it does not (transformers'
/// greedy).
///
/// ```
/// better:  metric < best − threshold;  then best ← metric
/// more than `patience` better in a row:      value ← min(value / factor, maximum)
/// more than `patience` not better in a row:  value ← max(value·factor, minimum)
/// ```
///
/// `warmup` observations after a rise, and `cooldown` after a fall, are left out. With a window,
/// the mean of the last observations takes the metric's place. **State.** `value`, `best`, `good`,
/// `bad`, `pause`, `count` and the window. **Differs from.** transformers can start anew after a
/// time at the minimum.
///
/// @param initial the first value, in [`minimum`, `maximum`]
/// @param factor what a fall multiplies, and a rise divides, the value by, in (0, 1); default 0.95
/// @param patience observations in a row that change nothing, >= 0; default 10
/// @param threshold amount that counts as better, finite and >= 0; default 1e-6
/// @param cooldown observations after a fall that are left out, >= 0; default 0
/// @param warmup observations after a rise that are left out, >= 0; default 0
/// @param minimum least value, finite and >= 0; default 1e-3
/// @param maximum greatest value, finite and >= `minimum`; default 1
/// @param window observations in the mean, in [1, 1000]; default 1
public record Greedy(
    double initial,
    double factor,
    long patience,
    double threshold,
    long cooldown,
    long warmup,
    double minimum,
    double maximum,
    int window)
    implements MetricSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of("greedy", "A rise while a metric gets better, a fall while it does not")
          .paper(
              "Subramanian and Ganapathiraman (2023), Zeroth order GreedyLR",
              "https://www.amazon.science/publications/zeroth-order-greedylr-an-adaptive-learning-rate-scheduler-for-deep-neural-network-training")
          .with("initial", Range.above(0), "first value")
          .with("factor", Range.open(0, 1), "factor of a fall, divisor of a rise")
          .with("patience", Range.atLeast(0), "observations in a row that change nothing")
          .with("threshold", Range.atLeast(0), "amount that counts as better")
          .with("cooldown", Range.atLeast(0), "observations left out after a fall")
          .with("warmup", Range.atLeast(0), "observations left out after a rise")
          .with("minimum", Range.atLeast(0), "least value")
          .with("maximum", Range.atLeast(0), "greatest value")
          .with("window", Range.closed(1, 1000), "observations in the mean");

  private static final List<String> NAMES =
      List.of("value", "best", "good", "bad", "pause", "count");
  private static final int VALUE = 0;
  private static final int BEST = 1;
  private static final int GOOD = 2;
  private static final int BAD = 3;
  private static final int PAUSE = 4;
  private static final int COUNT = 5;
  private static final int RECENT = 6;

  /// Checks the ranges.
  public Greedy {
    HYPER.check("initial", initial).check("factor", factor).check("patience", patience);
    HYPER.check("threshold", threshold).check("cooldown", cooldown).check("warmup", warmup);
    HYPER.check("minimum", minimum).check("maximum", maximum).check("window", window);
    HYPER
        .require(minimum <= maximum, "maximum", maximum, ">= minimum")
        .require(
            minimum <= initial && initial <= maximum, "initial", initial, "in [minimum, maximum]");
  }

  /// Makes the defaults of transformers.
  public Greedy(double initial) {
    this(initial, 0.95, 10, 1e-6, 0, 0, 1e-3, 1, 1);
  }

  /// Returns name, sentence and ranges.
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(NAMES);
    for (int i = 0; i < window; i++) {
      names.add("recent" + i);
    }
    return List.copyOf(names);
  }

  @Override
  public double[] start() {
    double[] state = new double[NAMES.size() + window];
    state[VALUE] = initial;
    state[BEST] = Double.POSITIVE_INFINITY;
    return state;
  }

  @Override
  public void observe(double[] state, double metric) {
    double mean = mean(state, metric);
    if (state[PAUSE] > 0) {
      state[PAUSE]--;
      return;
    }
    boolean better = mean < state[BEST] - threshold;
    state[BEST] = better ? mean : state[BEST];
    state[GOOD] = better ? state[GOOD] + 1 : 0;
    state[BAD] = better ? 0 : state[BAD] + 1;
    if (state[GOOD] > patience) {
      state[VALUE] = Math.min(state[VALUE] / factor, maximum);
      state[PAUSE] = warmup;
      state[GOOD] = 0;
    } else if (state[BAD] > patience) {
      state[VALUE] = Math.max(state[VALUE] * factor, minimum);
      state[PAUSE] = cooldown;
      state[BAD] = 0;
    }
  }

  /// Returns the mean of the last observations, this one included.
  private double mean(double[] state, double metric) {
    long count = (long) state[COUNT];
    state[RECENT + (int) (count % window)] = metric;
    state[COUNT] = count + 1.0;
    int known = (int) Math.min(count + 1, window);
    double sum = 0;
    for (int i = 0; i < known; i++) {
      sum += state[RECENT + i];
    }
    return sum / known;
  }

  @Override
  public double at(long step, double[] state) {
    return state[VALUE];
  }
}

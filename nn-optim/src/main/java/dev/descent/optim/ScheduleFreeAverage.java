package dev.descent.optim;

import dev.descent.math.Elementary;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import java.util.List;

/// What [ScheduleFree], [ScheduleFreeSgd] and [ScheduleFreeAdamW] have in common: the rate of a
/// step, what it counts in the average, and the average itself, which is x = y + (1 − β)/β·(y − z).
///
/// Every parameter has an average of its own, so one that joins late starts a new one.
final class ScheduleFreeAverage {
  static final Slot Z = Slot.weights("z");
  private static final Scalar RATE = Scalar.ofParameter("rate", 0);
  private static final Scalar PEAK = Scalar.ofParameter("peak_rate", 0);
  private static final Scalar SUM = Scalar.ofParameter("weight_sum", 0);
  private static final Scalar SHARE = Scalar.ofParameter("share", 0);
  static final List<Scalar> SCALARS = List.of(RATE, PEAK, SUM, SHARE);

  private ScheduleFreeAverage() {}

  /// Sets the numbers of the step.
  static void begin(Step step, double learningRate, long warmup, boolean fromZero, double power) {
    for (int p = 0; p < step.parameters(); p++) {
      long t = step.t(p);
      double rise = warmup == 0 ? 1 : Math.min(1, (double) t / warmup);
      double start = warmup == 0 ? 1 : Math.min(1, (double) (t - 1) / warmup);
      double peak = Math.max(step.get(PEAK, p), learningRate * rise);
      double weight = Elementary.pow(peak, power);
      double sum = step.get(SUM, p) + weight;
      step.set(RATE, p, learningRate * (fromZero ? start : rise));
      step.set(PEAK, p, peak);
      step.set(SUM, p, sum);
      step.set(SHARE, p, sum > 0 ? weight / sum : 0);
    }
  }

  /// Returns the rate of this step.
  static float rate(Block block) {
    return (float) block.get(RATE);
  }

  /// Returns the share of the new z in the average.
  static double share(Block block) {
    return block.get(SHARE);
  }

  /// Writes the averages.
  static void evaluation(Block block, double beta) {
    float[] y = block.weights();
    float[] x = block.step();
    float[] z = block.slot(Z);
    float back = (float) ((1 - beta) / beta);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      x[i] = y[i] + back * (y[i] - z[i]);
    }
  }
}

package dev.descent.optim.engine;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The numbers that an optimizer as a whole keeps, saved as `optimizer/NAME`, only those that its
/// settings ask for; and those of its schedules.
final class Numbers {
  enum Name {
    /// NaNs in gradients that were taken for 0.
    ZEROED_NANS,
    LOSS_SCALE,
    /// Steps since the loss scale has changed.
    GOOD_STEPS,
    /// Gradients accumulated so far.
    GRADIENTS,
    /// What they count for together: as many samples as are in them for a mean over samples, else
    /// each 1.
    SAMPLES,
    /// Their losses, each times what its gradient counts for.
    LOSSES,
    /// Batches in a row that have been left out.
    SKIPPED;

    String text() {
      return "optimizer/" + name().toLowerCase(Locale.ROOT);
    }
  }

  private final EnumMap<Name, double[]> values = new EnumMap<>(Name.class);
  private final List<MetricState> metrics;

  Numbers(List<MetricState> metrics) {
    this.metrics = metrics;
  }

  /// Adds a number.
  void declare(Name name, double initial) {
    values.put(name, new double[] {initial});
  }

  double get(Name name) {
    double[] value = values.get(name);
    return value == null ? 0 : value[0];
  }

  void set(Name name, double value) {
    double[] cell = values.get(name);
    if (cell == null) {
      throw new IllegalStateException(name + " must be declared");
    }
    cell[0] = value;
  }

  void add(Name name, double more) {
    set(name, get(name) + more);
  }

  Map<String, Double> saved() {
    Map<String, Double> all = new TreeMap<>();
    values.forEach((name, value) -> all.put(name.text(), value[0]));
    metrics.forEach(metric -> metric.save(all));
    return all;
  }

  /// Takes over what has been saved, 0 for what has not.
  void restore(Map<String, Double> saved) {
    values.forEach((name, value) -> value[0] = saved.getOrDefault(name.text(), 0.0));
    metrics.forEach(metric -> metric.restore(saved));
  }
}

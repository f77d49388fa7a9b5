package dev.descent.optim.engine;

import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Schedule;
import java.util.List;
import java.util.Map;

/// A schedule that a metric moves, with what it remembers, which is saved as `schedule LABEL/NAME`.
final class MetricState implements Schedule {
  private final MetricSchedule schedule;
  private final String label;
  private final double[] state;

  MetricState(MetricSchedule schedule, String label) {
    this.schedule = schedule;
    this.label = label;
    state = schedule.start();
    if (state.length != schedule.names().size()) {
      throw new IllegalArgumentException(
          "schedule of %s must start with a number for each name %s, was %d numbers"
              .formatted(label, schedule.names(), state.length));
    }
  }

  /// Returns one that has seen nothing yet: every optimizer that is built has its own.
  MetricState fresh() {
    return new MetricState(schedule, label);
  }

  void observe(double metric) {
    schedule.observe(state, metric);
  }

  @Override
  public double at(long step) {
    return schedule.at(step, state);
  }

  void save(Map<String, Double> all) {
    List<String> names = schedule.names();
    for (int i = 0; i < state.length; i++) {
      all.put(key(names.get(i)), state[i]);
    }
  }

  void restore(Map<String, Double> saved) {
    List<String> names = schedule.names();
    for (int i = 0; i < state.length; i++) {
      state[i] = saved.getOrDefault(key(names.get(i)), state[i]);
    }
  }

  private String key(String name) {
    return "schedule " + label + "/" + name;
  }

  @Override
  public String toString() {
    return schedule.toString();
  }
}

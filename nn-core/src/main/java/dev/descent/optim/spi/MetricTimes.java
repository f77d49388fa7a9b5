package dev.descent.optim.spi;

import java.util.List;

/// The product of a schedule that a metric moves and one that it does not.
///
/// @param metric what the metric moves
/// @param schedule the other factor
public record MetricTimes(MetricSchedule metric, Schedule schedule) implements MetricSchedule {
  @Override
  public List<String> names() {
    return metric.names();
  }

  @Override
  public double[] start() {
    return metric.start();
  }

  @Override
  public void observe(double[] state, double value) {
    metric.observe(state, value);
  }

  @Override
  public double at(long step, double[] state) {
    return metric.at(step, state) * schedule.at(step);
  }
}

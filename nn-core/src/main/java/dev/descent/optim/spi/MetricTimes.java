package dev.descent.optim.spi;

import java.util.List;

/// The product of a schedule that a metric moves and one that it does not.
///
/// @param metric what the metric moves
/// @param schedule the other factor
public record MetricTimes(MetricSchedule metric, Schedule schedule) implements MetricSchedule {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "metric-times", "The product of a schedule that a metric moves and another")
          .with("metric", "what the metric moves")
          .with("schedule", "the other factor");

  /// Checks that both are there.
  public MetricTimes {
    HYPER.given("metric", metric).given("schedule", schedule);
  }

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

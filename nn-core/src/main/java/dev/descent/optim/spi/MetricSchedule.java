package dev.descent.optim.spi;

import java.util.List;

/// The value of a hyper-parameter as a function of the number of committed steps and of what a
/// metric, such as the validation loss, has been so far. What it remembers are named numbers, which
/// the framework owns and saves with the optimizer's state; the schedule itself has no memory.
public interface MetricSchedule {
  /// Returns the names of the numbers it remembers.
  List<String> names();

  /// Returns their values before the first observation, in the order of [#names].
  double[] start();

  /// Takes in a value of the metric.
  ///
  /// @param state the numbers, to be changed in place
  /// @param metric the value, not NaN
  void observe(double[] state, double metric);

  /// Returns the value to use in the step that follows `step` committed ones.
  ///
  /// @param state the numbers, not to be changed
  double at(long step, double[] state);

  /// Returns the product of this and a schedule.
  default MetricSchedule times(Schedule schedule) {
    return new MetricTimes(this, schedule);
  }
}

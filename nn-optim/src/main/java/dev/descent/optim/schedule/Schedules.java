package dev.descent.optim.schedule;

import dev.descent.optim.spi.Clamp;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.PerEpoch;
import dev.descent.optim.spi.Schedule;
import dev.descent.optim.spi.Then;
import dev.descent.optim.spi.Times;
import dev.descent.optim.spi.Warmup;
import java.util.List;
import java.util.Optional;

/// All schedules there are, the short forms of the most common ones, and schedules from text.
///
/// {@snippet :
/// Schedule rate = Schedules.warmup(100, Schedules.cosine(1e-3, 0, 900));
/// rate.at(0); // 0
/// rate.at(100); // 1e-3, the peak
/// rate.at(1000); // 0, and so for ever
/// Schedules.parse("cosine(1e-3, 0, 900).warmup(100)"); // the same
/// }
///
/// A schedule is a value of a hyper-parameter as a pure function of the count of committed steps,
/// from 0, and a record that others can be made of, see [Schedule]. Powers and cosines are taken in
/// double by [dev.descent.math.Elementary], exponentials by [StrictMath], so it has the same bits
/// on every machine.
public final class Schedules {
  private static final List<NamedSchedule> EXAMPLES = examples();

  private Schedules() {}

  private static List<NamedSchedule> examples() {
    Schedule fall = new Linear(0.1, 0, 900);
    return List.of(
        new Clamp(fall, 0.01, 0.1),
        new Constant(0.1),
        new Cosine(0.1, 0, 1000),
        new CosineWave(0.1, 0, 500),
        new Cyclic(0.01, 0.1, 100, 100),
        new Exponential(0.1, 0.99),
        new InverseSqrt(0.1, 100),
        new InverseTime(0.1, 0.01),
        new Linear(0.1, 0, 1000),
        new Noam(1, 512, 400),
        new Noisy(fall),
        new OneCycle(0.004, 0.1, 4e-7, 1000),
        new PerEpoch(new StepDecay(0.1, 3, 0.5), 100),
        new Piecewise(0.1, List.of(300L, 600L), List.of(0.1, 0.1)),
        new Polynomial(0.1, 0, 1000),
        new Sigmoid(0.1, -0.01, 500),
        new StepDecay(0.1, 300, 0.1),
        new Tanh(0.1, 0, 1000),
        new Then(new Linear(0, 0.1, 100), 100, new Constant(0.1)),
        new Times(new StepDecay(0.1, 300, 0.1), new Linear(0, 1, 100)),
        new WarmRestarts(0.1, 0, 250),
        new Warmup(100, fall),
        new WarmupStableDecay(0.1, 0, 100, 600, 300));
  }

  /// Returns one example of each schedule, in the order of their names.
  public static List<NamedSchedule> all() {
    return EXAMPLES;
  }

  /// Returns the name of a schedule and what it is made of, with defaults: `cosine(initial, end,
  /// steps, exponent=1.0, kDecay=1.0)`.
  public static String form(NamedSchedule schedule) {
    return new ScheduleForm(schedule).toString();
  }

  /// Returns one example of each schedule that a metric moves, in the order of their names.
  public static List<MetricSchedule> allMetric() {
    return List.of(new Greedy(0.1), new Plateau(0.1));
  }

  /// Returns the name of a schedule that a metric moves and what it is made of, with defaults:
  /// `plateau(initial, factor=0.1, patience=10, ...)`.
  public static String form(MetricSchedule schedule) {
    return ScheduleForm.of(schedule).toString();
  }

  /// Makes a schedule from its text.
  ///
  /// A text is a name and its values, in their order or by their names: `cosine(0.1, 0, 900)`,
  /// `cosine(initial=0.1, end=0, steps=900, exponent=2)`. Values that have a default can be left
  /// out. Where a schedule is wanted it can be a number, which stands for [Constant]. What follows
  /// a dot is done to the schedule before it: `cosine(0.1, 0, 900).warmup(100)`. The text of a
  /// schedule, `Cosine[initial=0.1, ...]`, makes it again.
  ///
  /// @throws IllegalArgumentException if the text is no schedule, or one that a metric moves; the
  ///   message says where and why
  public static Schedule parse(String text) {
    Object value = new ScheduleParser(text, false).parse();
    if (value instanceof MetricSchedule) {
      throw new IllegalArgumentException(
          "schedule must be a function of steps, was %s, which a metric moves: read it with Schedules.parseMetric, in a description of an optimizer by the third argument of OptimizerRegistry.read"
              .formatted(value));
    }
    return ScheduleForm.schedule(value, "schedule");
  }

  /// Makes a schedule that a metric moves from its text: `plateau(0.1, patience=3)`, `greedy(0.1)`,
  /// or the product of one with a schedule of steps, `plateau(0.1).times(linear(0, 1, 100))`.
  /// Values and defaults are written as for [#parse].
  ///
  /// @return empty if the text is a schedule that no metric moves
  /// @throws IllegalArgumentException if the text is no schedule; the message says where and why
  public static Optional<MetricSchedule> parseMetric(String text) {
    return new ScheduleParser(text, true).parse() instanceof MetricSchedule moved
        ? Optional.of(moved)
        : Optional.empty();
  }

  /// Returns [Constant].
  public static Schedule constant(double value) {
    return new Constant(value);
  }

  /// Returns [StepDecay].
  public static Schedule step(double initial, long every, double factor) {
    return new StepDecay(initial, every, factor);
  }

  /// Returns [Linear].
  public static Schedule linear(double initial, double end, long steps) {
    return new Linear(initial, end, steps);
  }

  /// Returns [Cosine].
  public static Schedule cosine(double initial, double end, long steps) {
    return new Cosine(initial, end, steps);
  }

  /// Returns [Warmup] from 0.
  public static Schedule warmup(long steps, Schedule after) {
    return new Warmup(steps, after);
  }

  /// Returns [Warmup] from a value other than 0.
  public static Schedule warmup(double start, long steps, Schedule after) {
    return new Warmup(steps, after, start);
  }
}

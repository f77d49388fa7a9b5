package dev.descent.optim.engine;

import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The schedules of a builder, in the order in which they were set, and how they find the configs
/// that they move.
final class Scheduling {
  /// A schedule and where it applies.
  ///
  /// @param pattern a group's pattern or a transform's name; null: every group that has the
  ///   component
  private record Scheduled(@Nullable String pattern, String name, Schedule schedule) {
    String label() {
      return Scheduling.label(pattern, name);
    }
  }

  /// A schedule of epochs, before it is known how many gradients make a step.
  private record Epochs(EpochSchedule schedule, long gradients) implements Schedule {
    @Override
    public double at(long step) {
      throw new IllegalStateException("a schedule of epochs must be told the steps of an epoch");
    }
  }

  private final List<Scheduled> all;

  Scheduling() {
    this(new ArrayList<>());
  }

  private Scheduling(List<Scheduled> all) {
    this.all = all;
  }

  void add(@Nullable String pattern, String name, Schedule schedule) {
    requireGiven(pattern, name, schedule);
    Scheduled added = new Scheduled(pattern, name, schedule);
    for (Scheduled one : all) {
      if (one.label().equals(added.label())) {
        throw new IllegalArgumentException(
            "schedule of '%s' is declared twice: make one of two by then or times"
                .formatted(one.label()));
      }
    }
    all.add(added);
  }

  void add(@Nullable String pattern, String name, MetricSchedule schedule) {
    requireGiven(pattern, name, schedule);
    add(pattern, name, new MetricState(schedule, label(pattern, name)));
  }

  private static void requireGiven(@Nullable String pattern, String name, Object schedule) {
    Configs.requireSchedule(label(pattern, name), schedule);
  }

  private static String label(@Nullable String pattern, String name) {
    return pattern == null ? name : pattern + ": " + name;
  }

  /// @param gradients in an epoch
  void add(@Nullable String pattern, String name, EpochSchedule schedule, long gradients) {
    requireGiven(pattern, name, schedule);
    if (gradients < 1) {
      throw new IllegalArgumentException(
          "gradients in an epoch must be >= 1, was %d".formatted(gradients));
    }
    add(pattern, name, new Epochs(schedule, gradients));
  }

  /// Returns these for one optimizer: what a metric has done to another is not seen.
  ///
  /// @param window the gradients of a step
  Scheduling fresh(int window) {
    List<Scheduled> own = new ArrayList<>();
    for (Scheduled one : all) {
      Schedule schedule =
          switch (one.schedule()) {
            case MetricState metric -> metric.fresh();
            case Epochs epochs -> epochs.schedule().steps(Math.ceilDiv(epochs.gradients(), window));
            default -> one.schedule();
          };
      own.add(new Scheduled(one.pattern(), one.name(), schedule));
    }
    return new Scheduling(own);
  }

  /// Returns those that a metric moves.
  List<MetricState> metrics() {
    List<MetricState> metrics = new ArrayList<>();
    for (Scheduled one : all) {
      if (one.schedule() instanceof MetricState metric) {
        metrics.add(metric);
      }
    }
    return metrics;
  }

  /// Returns them by label: the component's name, for one of a single group `PATTERN: NAME`.
  Map<String, Schedule> labelled() {
    Map<String, Schedule> labelled = new LinkedHashMap<>();
    for (Scheduled one : all) {
      labelled.put(one.label(), one.schedule());
    }
    return labelled;
  }

  /// Lets the configs of all groups and transforms follow them: those for every group first, then
  /// those of its own.
  ///
  /// @throws IllegalArgumentException if a name or a pattern fits nothing
  void apply(Drafted drafted) {
    for (Scheduled one : all) {
      require(one, drafted);
    }
    for (Drafted.Live<Drafted.Group> group : drafted.groups()) {
      for (Scheduled one : all) {
        if (one.pattern() == null && group.config().has(one.name()) && !spares(group, one)) {
          group.config().schedule(one.name(), one.schedule());
        }
      }
      for (Scheduled one : all) {
        if (group.of().glob().text().equals(one.pattern()) && !spares(group, one)) {
          schedule(group.config(), one);
        }
      }
    }
    for (Drafted.Live<Drafted.Transform> transform : drafted.transforms()) {
      for (Scheduled one : all) {
        if (transform.of().name().equals(one.pattern())) {
          schedule(transform.config(), one);
        }
      }
    }
  }

  private static void require(Scheduled one, Drafted drafted) {
    String pattern = one.pattern();
    if (pattern == null) {
      if (drafted.groups().stream().noneMatch(group -> group.config().has(one.name()))) {
        throw unknown(
            one.name(),
            new TreeSet<>(
                drafted.groups().stream()
                    .flatMap(group -> group.config().scheduled().stream())
                    .toList()));
      }
      return;
    }
    List<String> patterns =
        Stream.concat(
                drafted.groups().stream().map(group -> group.of().glob().text()),
                drafted.transforms().stream().map(transform -> transform.of().name()))
            .toList();
    if (!patterns.contains(pattern)) {
      throw new IllegalArgumentException(
          "no group '%s' to schedule %s in; found %s".formatted(pattern, one.name(), patterns));
    }
  }

  /// A group without decay has no schedule of it either.
  private static boolean spares(Drafted.Live<Drafted.Group> group, Scheduled one) {
    return group.of().spared() && group.config().isDecay(one.name());
  }

  private static void schedule(LiveConfig live, Scheduled one) {
    if (!live.has(one.name())) {
      throw unknown(one.name(), new TreeSet<>(live.scheduled()));
    }
    live.schedule(one.name(), one.schedule());
  }

  private static IllegalArgumentException unknown(String name, Set<String> known) {
    return new IllegalArgumentException(
        Nearest.message("no hyper-parameter to schedule named", name, known));
  }
}

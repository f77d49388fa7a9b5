package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.parallel.Team;
import dev.descent.runtime.Description;
import dev.descent.runtime.Nearest;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects what an [Optimizer] consists of.
///
/// Patterns are globs over parameter paths: `*` stands for any characters, `?` for one, `{a,b}` for
/// one of several. A pattern that matches nothing is an error, and so are two groups that claim one
/// parameter.
public final class OptimizerBuilder {
  private record Group(Glob glob, LiveConfig live) {}

  private record Frozen(Glob glob, long until) {
    String text() {
      return until == Long.MAX_VALUE ? "frozen" : "frozen until step " + until;
    }
  }

  private record Scheduled(@Nullable String pattern, String name, Schedule schedule) {
    String label() {
      return pattern == null ? name : pattern + ": " + name;
    }
  }

  private final OptimizerConfig config;
  private final List<Group> groups = new ArrayList<>();
  private final List<Frozen> freezes = new ArrayList<>();
  private final List<Scheduled> schedules = new ArrayList<>();
  private NonFinite nonFinite = NonFinite.fail();
  private double clip = Double.POSITIVE_INFINITY;
  private Team team = Team.single();

  OptimizerBuilder(OptimizerConfig config) {
    this.config = config;
  }

  /// Gives the parameters that match a pattern an optimizer, or hyper-parameters, of their own.
  public OptimizerBuilder group(String pattern, OptimizerConfig own) {
    if (groups.stream().anyMatch(g -> g.glob().text().equals(pattern))) {
      throw new IllegalArgumentException("group '%s' is declared twice".formatted(pattern));
    }
    groups.add(new Group(Glob.of(pattern), new LiveConfig(own)));
    return this;
  }

  /// Leaves the parameters that match a pattern as they are, for good; they have no state.
  public OptimizerBuilder freeze(String pattern) {
    return freeze(pattern, Long.MAX_VALUE);
  }

  /// Leaves the parameters that match a pattern as they are for a number of steps; then their own
  /// update count starts.
  public OptimizerBuilder freeze(String pattern, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("frozen steps must be >= 1, was " + steps);
    }
    freezes.add(new Frozen(Glob.of(pattern), steps));
    return this;
  }

  /// Lets a hyper-parameter follow a schedule, in every group that has it.
  ///
  /// @param name a `double` component of the config; dotted for the configs inside:
  ///   `inner.learningRate`, `fallback.learningRate`
  public OptimizerBuilder schedule(String name, Schedule schedule) {
    schedules.add(new Scheduled(null, name, schedule));
    return this;
  }

  /// Lets a hyper-parameter of one group follow a schedule of its own.
  ///
  /// @param pattern the group's pattern, as given to [#group]; `*` for the parameters of no group
  public OptimizerBuilder schedule(String pattern, String name, Schedule schedule) {
    schedules.add(new Scheduled(pattern, name, schedule));
    return this;
  }

  /// Scales the gradient of all trained parameters together so that its Euclidean norm is at most
  /// `limit`.
  public OptimizerBuilder clipByGlobalNorm(double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("clipByGlobalNorm limit must be > 0, was " + limit);
    }
    clip = limit;
    return this;
  }

  /// Sets what happens with numbers that are not finite; [NonFinite#fail] until set.
  public OptimizerBuilder nonFinite(NonFinite policy) {
    nonFinite = policy;
    return this;
  }

  /// Sets the threads; their number changes no bit. The caller's alone until set.
  public OptimizerBuilder team(Team threads) {
    team = threads;
    return this;
  }

  /// Builds the optimizer of a model.
  ///
  /// @param parameters the shapes by path
  /// @param aliases further names of tied parameters: name to path
  /// @throws IllegalArgumentException if a pattern or a schedule's name fits nothing or fits twice,
  ///   or a rule cannot update a parameter
  public Optimizer build(Map<String, Shape> parameters, Map<String, String> aliases) {
    List<Group> all = new ArrayList<>(groups);
    Group rest = new Group(Glob.of("*"), new LiveConfig(config));
    Map<String, List<String>> names = new LinkedHashMap<>();
    parameters.keySet().forEach(path -> names.put(path, new ArrayList<>(List.of(path))));
    aliases.forEach((alias, path) -> names.getOrDefault(path, new ArrayList<>()).add(alias));
    Claims claims = new Claims(names);
    for (Group group : groups) {
      claims.claim("group", group.glob());
    }
    Claims freezing = new Claims(names);
    for (Frozen frozen : freezes) {
      freezing.claim("freeze", frozen.glob());
    }
    Assembly assembly = new Assembly();
    parameters.forEach((path, shape) -> {
      Group group =
          groups.stream().filter(g -> g.glob().equals(claims.of(path))).findFirst().orElse(rest);
      long until =
          freezes.stream()
              .filter(f -> f.glob().equals(freezing.of(path)))
              .mapToLong(Frozen::until)
              .findFirst()
              .orElse(0);
      if (until == Long.MAX_VALUE) {
        assembly.frozen(path, shape);
      } else {
        assembly.add(group.glob().text(), group.live(), path, shape, until);
      }
    });
    all.add(rest);
    all.forEach(group -> schedule(group, all));
    List<LiveConfig> lives = all.stream().map(Group::live).toList();
    return new Optimizer(assembly.place(aliases, team), lives, nonFinite, clip, text(all));
  }

  /// Applies the schedules of a group: those for every group first, then its own.
  private void schedule(Group group, List<Group> all) {
    for (Scheduled one : schedules) {
      if (one.pattern() == null && all.stream().noneMatch(g -> g.live().has(one.name()))) {
        throw unknown(
            one.name(),
            new TreeSet<>(all.stream().flatMap(g -> g.live().scheduled().stream()).toList()));
      }
      if (one.pattern() == null && group.live().has(one.name())) {
        group.live().schedule(one.name(), one.schedule());
      }
    }
    for (Scheduled one : schedules) {
      String pattern = one.pattern();
      if (pattern == null) {
        continue;
      }
      List<String> patterns = all.stream().map(g -> g.glob().text()).toList();
      if (!patterns.contains(pattern)) {
        throw new IllegalArgumentException(
            "no group '%s' to schedule %s in; found %s".formatted(pattern, one.name(), patterns));
      }
      if (pattern.equals(group.glob().text())) {
        if (!group.live().has(one.name())) {
          throw unknown(one.name(), new TreeSet<>(group.live().scheduled()));
        }
        group.live().schedule(one.name(), one.schedule());
      }
    }
  }

  private static IllegalArgumentException unknown(String name, Set<String> known) {
    return new IllegalArgumentException(
        Nearest.message("no hyper-parameter to schedule named", name, known));
  }

  /// Returns what has been set, by name, for files and people: `optimizer` and `groups` (see
  /// [Configs#values]), `schedules`, `frozen`, `clipByGlobalNorm`, `nonFinite`. What has not been
  /// set is left out.
  ///
  /// A schedule stands under the name of its hyper-parameter, one of a single group as `PATTERN:
  /// NAME`, and prints itself, as those of this project do.
  public Map<String, Object> describe() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("optimizer", Configs.values(config));
    Map<String, Object> own = new LinkedHashMap<>();
    groups.forEach(group -> own.put(group.glob().text(), Configs.values(group.live().current())));
    Map<String, String> moving = new LinkedHashMap<>();
    schedules.forEach(one -> moving.put(one.label(), Description.of(one.schedule())));
    Map<String, String> still = new LinkedHashMap<>();
    freezes.forEach(frozen -> still.put(frozen.glob().text(), frozen.text()));
    putUnlessEmpty(all, "groups", own);
    putUnlessEmpty(all, "schedules", moving);
    putUnlessEmpty(all, "frozen", still);
    if (clip < Double.POSITIVE_INFINITY) {
      all.put("clipByGlobalNorm", clip);
    }
    if (nonFinite.skip()) {
      all.put("nonFinite", nonFinite.toString());
    }
    return Collections.unmodifiableMap(all);
  }

  private static void putUnlessEmpty(Map<String, Object> all, String name, Map<String, ?> values) {
    if (!values.isEmpty()) {
      all.put(name, Collections.unmodifiableMap(values));
    }
  }

  private String text(List<Group> all) {
    StringBuilder text = new StringBuilder();
    for (Group group : all) {
      text.append(group.glob().text())
          .append(" = ")
          .append(Configs.text(group.live().current()))
          .append('\n');
    }
    for (Scheduled one : schedules) {
      text.append(one.label())
          .append(" follows ")
          .append(Description.of(one.schedule()))
          .append('\n');
    }
    for (Frozen frozen : freezes) {
      text.append(frozen.glob().text()).append(" = ").append(frozen.text()).append('\n');
    }
    if (clip < Double.POSITIVE_INFINITY) {
      text.append("clip by global norm ").append(clip).append('\n');
    }
    return text.toString();
  }
}

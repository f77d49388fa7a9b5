package dev.descent.optim.engine;

import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.parallel.Team;
import dev.descent.runtime.Nearest;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects what an [Optimizer] consists of.
///
/// Patterns are globs over parameter paths: `*` stands for any characters, `?` for one, `{a,b}` for
/// one of several. A pattern that matches nothing is an error, and so are two groups that claim one
/// parameter.
public final class OptimizerBuilder {
  /// A config and whose it is; `spared` of decay, the parameters of no group that have one axis or
  /// none.
  record Group(Glob glob, OptimizerConfig config, boolean spared) {
    Group(Glob glob, OptimizerConfig config) {
      this(glob, config, false);
    }

    String label() {
      return glob.text() + (spared ? " without decay" : "");
    }
  }

  record Frozen(Glob glob, long until) {
    String text() {
      return until == Long.MAX_VALUE ? "frozen" : "frozen until step " + until;
    }
  }

  record Transform(@Nullable Glob glob, OptimizerConfig config) {
    String name() {
      return config.hyperParameters().name();
    }

    String text() {
      return (glob == null ? "" : glob.text() + ": ") + Configs.text(config);
    }
  }

  /// A group or transform of one optimizer, whose config moves without the builder's.
  private record Live<T>(T of, LiveConfig config) {}

  record Scheduled(@Nullable String pattern, String name, Schedule schedule) {
    String label() {
      return pattern == null ? name : pattern + ": " + name;
    }

    /// Returns this for one optimizer: what a metric has done to another is not seen.
    Scheduled fresh() {
      return schedule instanceof MetricState metric
          ? new Scheduled(pattern, name, metric.fresh())
          : this;
    }
  }

  final OptimizerConfig config;
  final List<Group> groups = new ArrayList<>();
  final List<Transform> transforms = new ArrayList<>();
  final List<Frozen> freezes = new ArrayList<>();
  final List<Scheduled> schedules = new ArrayList<>();
  NonFinite nonFinite = NonFinite.fail();
  double clip = Double.POSITIVE_INFINITY;
  boolean sparing;
  int window = 1;
  @Nullable LossScale lossScale;
  private Team team = Team.single();

  OptimizerBuilder(OptimizerConfig config) {
    this.config = config;
  }

  /// Gives the parameters that match a pattern an optimizer, or hyper-parameters, of their own.
  public OptimizerBuilder group(String pattern, OptimizerConfig own) {
    if (groups.stream().anyMatch(g -> g.glob().text().equals(pattern))) {
      throw new IllegalArgumentException("group '%s' is declared twice".formatted(pattern));
    }
    groups.add(new Group(Glob.of(pattern), own));
    return this;
  }

  /// Sets every `weightDecay` to 0 for the parameters of no group that have less than two axes:
  /// biases, and gains and biases of normalizing layers. The usual exception; all decay until it is
  /// made.
  public OptimizerBuilder withoutDecayOnBiasesAndNorms() {
    sparing = true;
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
  /// @param pattern the group's pattern, as given to [#group]; `*` for the parameters of no group;
  ///   the name of a transform for its own
  public OptimizerBuilder schedule(String pattern, String name, Schedule schedule) {
    schedules.add(new Scheduled(pattern, name, schedule));
    return this;
  }

  /// Lets a hyper-parameter follow a schedule that a metric moves, see [Optimizer#observe], in
  /// every group that has it.
  public OptimizerBuilder schedule(String name, MetricSchedule schedule) {
    schedules.add(new Scheduled(null, name, new MetricState(schedule, name)));
    return this;
  }

  /// Lets a hyper-parameter of one group follow a schedule that a metric moves.
  ///
  /// @param pattern as for a schedule of steps
  public OptimizerBuilder schedule(String pattern, String name, MetricSchedule schedule) {
    MetricState state = new MetricState(schedule, pattern + ": " + name);
    schedules.add(new Scheduled(pattern, name, state));
    return this;
  }

  /// Changes the gradient of all trained parameters before any optimizer sees it. Transforms run in
  /// the order in which they are added.
  public OptimizerBuilder transform(OptimizerConfig config) {
    transforms.add(new Transform(null, config));
    return this;
  }

  /// Changes the gradient of the parameters that match a pattern, before any optimizer sees it.
  public OptimizerBuilder transform(String pattern, OptimizerConfig config) {
    transforms.add(new Transform(Glob.of(pattern), config));
    return this;
  }

  /// Makes one step of so many gradients: of their mean over all samples, see [Gradient#samples].
  /// [Optimizer#flush] makes the step of a window that is not full. 1 until set.
  public OptimizerBuilder accumulate(int gradients) {
    if (gradients < 1) {
      throw new IllegalArgumentException("accumulate must be >= 1, was " + gradients);
    }
    window = gradients;
    return this;
  }

  /// Divides gradients by a factor that the caller multiplies the loss by, see
  /// [Optimizer#lossScale]. None until set.
  public OptimizerBuilder lossScale(LossScale scale) {
    lossScale = scale;
    return this;
  }

  /// Scales the gradient of all trained parameters together so that its Euclidean norm is at most
  /// `limit`, after all transforms.
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

  /// What an optimizer is going to need.
  ///
  /// @param layout where each parameter will lie
  /// @param trained the paths of the parameters that are not frozen for good
  /// @param slotBytes the bytes of all slots; work space comes on top in rules that keep steps
  ///   apart from the weights, and for whole models
  /// @param needs what the rules need from the caller
  public record Estimate(
      Layout layout, Set<String> trained, long slotBytes, Set<Need> needs) {
    /// Copies the sets.
    public Estimate {
      trained = Set.copyOf(trained);
      needs = Set.copyOf(needs);
    }
  }

  /// Returns what [#build] would allocate, and allocates nothing.
  ///
  /// @throws IllegalArgumentException as [#build]
  public Estimate estimate(Map<String, Shape> parameters, Map<String, String> aliases) {
    return draft(parameters, aliases).assembly().estimate(aliases);
  }

  /// Builds the optimizer of a model.
  ///
  /// @param parameters the shapes by path
  /// @param aliases further names of tied parameters: name to path
  /// @throws IllegalArgumentException if a pattern or a schedule's name fits nothing or fits twice,
  ///   or a rule cannot update a parameter
  public Optimizer build(Map<String, Shape> parameters, Map<String, String> aliases) {
    Drafted drafted = draft(parameters, aliases);
    List<LiveConfig> lives = new ArrayList<>();
    for (Live<Transform> transform : drafted.transforms()) {
      lives.add(transform.config());
    }
    List<Scheduled> moving = new ArrayList<>();
    List<MetricState> metrics = new ArrayList<>();
    for (Scheduled one : schedules) {
      Scheduled fresh = one.fresh();
      moving.add(fresh);
      if (fresh.schedule() instanceof MetricState state) {
        metrics.add(state);
      }
    }
    List<Group> all = new ArrayList<>();
    for (Live<Group> group : drafted.groups()) {
      schedule(group, drafted, moving);
      lives.add(group.config());
      all.add(group.of());
    }
    Options options = new Options(nonFinite, clip, window, lossScale, metrics);
    return new Optimizer(
        drafted.assembly().place(aliases, team), lives, options, OptimizerText.of(this, all));
  }

  /// All parameters in their groups, the groups, those of the rest last, and the transforms.
  private record Drafted(
      Assembly assembly, List<Live<Group>> groups, List<Live<Transform>> transforms) {}

  private static Live<Group> live(Group group) {
    return new Live<>(group, new LiveConfig(group.config()));
  }

  private Drafted draft(Map<String, Shape> parameters, Map<String, String> aliases) {
    Live<Group> rest = live(new Group(Glob.of("*"), config));
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String path : parameters.keySet()) {
      names.put(path, new ArrayList<>(List.of(path)));
    }
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      names.getOrDefault(alias.getValue(), new ArrayList<>()).add(alias.getKey());
    }
    Live<Group> vectors =
        sparing ? live(new Group(rest.of().glob(), Configs.withoutDecay(config), true)) : rest;
    List<Live<Group>> all = new ArrayList<>();
    Claims claims = new Claims(names);
    for (Group group : groups) {
      all.add(live(group));
      claims.claim("group", group.glob());
    }
    Claims freezing = new Claims(names);
    for (Frozen frozen : freezes) {
      freezing.claim("freeze", frozen.glob());
    }
    Assembly assembly = new Assembly();
    for (Map.Entry<String, Shape> parameter : parameters.entrySet()) {
      String path = parameter.getKey();
      Shape shape = parameter.getValue();
      Live<Group> group = group(all, claims.of(path), shape.rank() < 2 ? vectors : rest);
      long until = frozenUntil(freezing.of(path));
      if (until == Long.MAX_VALUE) {
        assembly.frozen(path, parameter.getValue());
      } else {
        assembly.add(group.of().label(), group.config(), path, shape, until);
      }
    }
    if (sparing) {
      all.add(vectors);
    }
    all.add(rest);
    List<Live<Transform>> changing = new ArrayList<>();
    for (Transform transform : transforms) {
      LiveConfig live = new LiveConfig(transform.config());
      assembly.transform(live, covers(transform.glob(), names));
      changing.add(new Live<>(transform, live));
    }
    return new Drafted(assembly, all, changing);
  }

  private static Predicate<String> covers(@Nullable Glob glob, Map<String, List<String>> names) {
    if (glob == null) {
      return _ -> true;
    }
    Claims claims = new Claims(names);
    claims.claim("transform", glob);
    return path -> claims.of(path) != null;
  }

  private static Live<Group> group(List<Live<Group>> own, @Nullable Glob glob, Live<Group> rest) {
    for (Live<Group> group : own) {
      if (group.of().glob().equals(glob)) {
        return group;
      }
    }
    return rest;
  }

  private long frozenUntil(@Nullable Glob glob) {
    for (Frozen frozen : freezes) {
      if (frozen.glob().equals(glob)) {
        return frozen.until();
      }
    }
    return 0;
  }

  /// Applies the schedules of a group: those for every group first, then its own.
  private static void schedule(Live<Group> group, Drafted drafted, List<Scheduled> moving) {
    List<Live<Group>> all = drafted.groups();
    for (Scheduled one : moving) {
      if (one.pattern() == null && all.stream().noneMatch(g -> g.config().has(one.name()))) {
        throw unknown(
            one.name(),
            new TreeSet<>(all.stream().flatMap(g -> g.config().scheduled().stream()).toList()));
      }
      if (one.pattern() == null && group.config().has(one.name()) && !spares(group.of(), one)) {
        group.config().schedule(one.name(), one.schedule());
      }
    }
    for (Scheduled one : moving) {
      String pattern = one.pattern();
      if (pattern == null) {
        continue;
      }
      List<String> patterns =
          Stream.concat(
                  all.stream().map(g -> g.of().glob().text()),
                  drafted.transforms().stream().map(t -> t.of().name()))
              .toList();
      if (!patterns.contains(pattern)) {
        throw new IllegalArgumentException(
            "no group '%s' to schedule %s in; found %s".formatted(pattern, one.name(), patterns));
      }
      if (pattern.equals(group.of().glob().text())) {
        if (!spares(group.of(), one)) {
          schedule(group.config(), one);
        }
      }
      for (Live<Transform> transform : drafted.transforms()) {
        if (pattern.equals(transform.of().name())) {
          schedule(transform.config(), one);
        }
      }
    }
  }

  private static boolean spares(Group group, Scheduled one) {
    String name = one.name();
    return group.spared() && name.substring(name.lastIndexOf('.') + 1).equals(Configs.DECAY);
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

  /// Returns what has been set, by name, for files and people: `optimizer`, `groups` and
  /// `transforms` (see [Configs#values]), `schedules`, `frozen`, `clipByGlobalNorm`, `accumulate`,
  /// `lossScale`, `nonFinite`. What has not been set is left out. A transform of some parameters
  /// has their pattern as `on`.
  ///
  /// A schedule stands under the name of its hyper-parameter, one of a single group as `PATTERN:
  /// NAME`, and prints itself, as those of this project do.
  public Map<String, Object> describe() {
    return OptimizerText.values(this);
  }
}

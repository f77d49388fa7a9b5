package dev.descent.optim.engine;

import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.parallel.Team;
import dev.descent.runtime.Required;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what an [Optimizer] consists of.
///
/// Patterns are globs over parameter paths: `*` stands for any characters, `?` for one, `{a,b}` for
/// one of several. A pattern that matches nothing is an error, and so are two groups that claim one
/// parameter.
public final class OptimizerBuilder {
  /// The names that [#describe] has for what can be set.
  public static final List<String> PARTS =
      List.of(
          "optimizer",
          "groups",
          "transforms",
          "schedules",
          "frozen",
          "withoutDecay",
          "clipByGlobalNorm",
          "accumulate",
          "lossScale",
          "nonFinite");

  final OptimizerConfig config;
  final List<Drafted.Group> groups = new ArrayList<>();
  final List<Drafted.Transform> transforms = new ArrayList<>();
  final List<Drafted.Frozen> freezes = new ArrayList<>();
  final Scheduling schedules = new Scheduling();
  NonFinite nonFinite = NonFinite.fail();
  double clip = Double.POSITIVE_INFINITY;
  boolean sparing;
  int window = 1;
  Window kind = Window.SAMPLE_MEAN;
  @Nullable LossScale lossScale;
  private Team team = Team.single();

  OptimizerBuilder(OptimizerConfig config) {
    this.config = config;
  }

  /// Gives the parameters that match a pattern an optimizer, or hyper-parameters, of their own.
  ///
  /// @throws IllegalArgumentException if the pattern matches everything, as `*` does, or has been
  ///   given before, or the config is null
  public OptimizerBuilder group(String pattern, OptimizerConfig own) {
    Glob glob = glob(pattern);
    Configs.requireOfGroup(pattern, own);
    if (glob.matchesEverything()) {
      throw new IllegalArgumentException(
          "group pattern must leave parameters to %s, was '%s': make %s the optimizer"
              .formatted(config.hyperParameters().name(), pattern, own.hyperParameters().name()));
    }
    if (groups.stream().anyMatch(g -> g.glob().text().equals(pattern))) {
      throw new IllegalArgumentException("group '%s' is declared twice".formatted(pattern));
    }
    groups.add(new Drafted.Group(glob, own));
    return this;
  }

  /// Sets every decay (`weightDecay`, `decoupledDecay`, and what else is declared as
  /// [dev.descent.optim.spi.HyperParameters#decay]), also of configs inside, to 0 for the
  /// parameters of no group that have less than two axes: biases, and gains and biases of
  /// normalizing layers. No schedule moves it there. The usual exception; all decay until it is
  /// made. Penalties that are no decay (λ of ASGD, l2 of FTRL) hold for all parameters.
  public OptimizerBuilder withoutDecayOnBiasesAndNorms() {
    sparing = true;
    return this;
  }

  private static Glob glob(String pattern) {
    return Glob.of(Required.given(pattern, "pattern", "give one such as '*.bias'"));
  }

  /// Leaves the parameters that match a pattern as they are, for good; they have no state. At least
  /// one parameter must be left. A tied one is frozen under any of its names.
  ///
  /// To stop training some of them later, give them a group whose learning rate a schedule lowers
  /// to 0: they keep their state, and their gradient counts in norms.
  public OptimizerBuilder freeze(String pattern) {
    return freeze(pattern, Long.MAX_VALUE);
  }

  /// Leaves the parameters that match a pattern as they are for a number of steps; then their own
  /// update count starts.
  ///
  /// @throws IllegalArgumentException if the number is less than 1 or the pattern has been given
  ///   before
  public OptimizerBuilder freeze(String pattern, long steps) {
    Glob glob = glob(pattern);
    if (steps < 1) {
      throw new IllegalArgumentException("frozen steps must be >= 1, was " + steps);
    }
    for (Drafted.Frozen known : freezes) {
      if (known.glob().text().equals(pattern)) {
        throw new IllegalArgumentException(
            "freeze pattern '%s' is declared twice: leave one out, it is %s already"
                .formatted(pattern, known.text()));
      }
    }
    freezes.add(new Drafted.Frozen(glob, steps));
    return this;
  }

  /// Lets a hyper-parameter follow a schedule, in every group that has it.
  ///
  /// @param name a `double` component of the config; dotted for the configs inside, by component:
  ///   `base.learningRate`; `inner` and `fallback` are those of any config, however it calls them
  public OptimizerBuilder schedule(String name, Schedule schedule) {
    schedules.add(null, name, schedule);
    return this;
  }

  /// Lets a hyper-parameter of one group follow a schedule of its own.
  ///
  /// @param pattern the group's pattern, as given to [#group]; `*` for the parameters of no group;
  ///   the name of a transform for its own
  public OptimizerBuilder schedule(String pattern, String name, Schedule schedule) {
    schedules.add(pattern, name, schedule);
    return this;
  }

  /// Lets a hyper-parameter follow a schedule that a metric moves, see [Optimizer#observe], in
  /// every group that has it.
  public OptimizerBuilder schedule(String name, MetricSchedule schedule) {
    schedules.add(null, name, schedule);
    return this;
  }

  /// Lets a hyper-parameter of one group follow a schedule that a metric moves.
  ///
  /// @param pattern as for a schedule of steps
  public OptimizerBuilder schedule(String pattern, String name, MetricSchedule schedule) {
    schedules.add(pattern, name, schedule);
    return this;
  }

  /// Lets a hyper-parameter follow a schedule that counts epochs, in every group that has it. An
  /// epoch has as many steps as [#accumulate], whenever it is set, leaves in it.
  ///
  /// @param gradients the gradients of an epoch, at least 1
  /// @throws IllegalArgumentException if there are less
  public OptimizerBuilder schedule(String name, EpochSchedule schedule, long gradients) {
    schedules.add(null, name, schedule, gradients);
    return this;
  }

  /// Lets a hyper-parameter of one group follow a schedule that counts epochs.
  ///
  /// @param pattern as for a schedule of steps
  /// @param gradients the gradients of an epoch, at least 1
  /// @throws IllegalArgumentException if there are less
  public OptimizerBuilder schedule(
      String pattern, String name, EpochSchedule schedule, long gradients) {
    schedules.add(pattern, name, schedule, gradients);
    return this;
  }

  /// Changes the gradient of all trained parameters before any optimizer sees it. Transforms run in
  /// the order in which they are added.
  public OptimizerBuilder transform(OptimizerConfig config) {
    transforms.add(new Drafted.Transform(null, Configs.requireOfTransform(config)));
    return this;
  }

  /// Changes the gradient of the parameters that match a pattern, before any optimizer sees it.
  public OptimizerBuilder transform(String pattern, OptimizerConfig config) {
    transforms.add(new Drafted.Transform(glob(pattern), Configs.requireOfTransform(config)));
    return this;
  }

  /// Makes one step of so many gradients: of their mean over all samples, see [Gradient#samples].
  /// [Optimizer#flush] makes the step of a window that is not full. 1 until set.
  public OptimizerBuilder accumulate(int gradients) {
    return accumulate(gradients, Window.SAMPLE_MEAN);
  }

  /// Makes one step of so many gradients.
  ///
  /// @param taken whether of their mean or their sum
  public OptimizerBuilder accumulate(int gradients, Window taken) {
    window = Window.requireCount(gradients);
    kind = taken;
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
  public record Estimate(Layout layout, Set<String> trained, long slotBytes, Set<Need> needs) {
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
    Drafted drafted = drafted(parameters, aliases);
    schedules.fresh(window).apply(drafted);
    return drafted.assembly().estimate(aliases);
  }

  /// Builds the optimizer of a model.
  ///
  /// @param parameters the shapes by path, laid out in the map's order; that of `Map.of` is another
  ///   one in each JVM, and sums over all parameters round differently with it
  /// @param aliases further names of tied parameters: name to path
  /// @throws IllegalArgumentException if a pattern or a schedule's name fits nothing or fits twice,
  ///   a rule cannot update a parameter, or there is no parameter to train: none at all, or all are
  ///   frozen for good
  public Optimizer build(Map<String, Shape> parameters, Map<String, String> aliases) {
    Drafted drafted = drafted(parameters, aliases);
    Scheduling own = schedules.fresh(window);
    own.apply(drafted);
    Options options = new Options(nonFinite, clip, window, kind, lossScale, own.metrics());
    return new Optimizer(
        drafted.assembly().place(aliases, team),
        drafted.lives(),
        options,
        OptimizerText.of(this, drafted));
  }

  private Drafted drafted(Map<String, Shape> parameters, Map<String, String> aliases) {
    Required.given(parameters, "parameters of an optimizer", "give Model.parameters()");
    Required.given(aliases, "aliases of an optimizer", "give Model.aliases(), Map.of() for none");
    Drafted drafted = Drafted.of(this, parameters, aliases);
    drafted.assembly().requireOneBatch(window);
    return drafted;
  }

  /// Returns what has been set, by name, for files and people: `optimizer`, `groups` and
  /// `transforms` (see [Configs#values]), `schedules`, `frozen`, `withoutDecay`,
  /// `clipByGlobalNorm`, `accumulate`, `lossScale`, `nonFinite`: the [#PARTS]. What has not been
  /// set is left out. A transform of some parameters has their pattern as `on`. `accumulate` is a
  /// number of gradients, or, if they are not taken for the mean over samples, `gradients` and
  /// `taken`, the name of a [Window].
  ///
  /// A schedule stands under the name of its hyper-parameter, one of a single group as `PATTERN:
  /// NAME`, and prints itself, as those of this project do.
  public Map<String, Object> describe() {
    return OptimizerText.values(this);
  }

  /// Returns the names and values of [#describe].
  @Override
  public String toString() {
    return describe().toString();
  }
}

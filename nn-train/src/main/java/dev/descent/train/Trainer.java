package dev.descent.train;

import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.loss.Loss;
import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.Window;
import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.parallel.Team;
import dev.descent.program.Network;
import dev.descent.runtime.Required;
import dev.descent.train.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a network: takes batches from a pipeline, runs the program, steps the optimizer, watches.
///
/// The weights are a pure function of network, data, optimizer, epochs and [#seed]: threads,
/// listeners, metrics and validation change no bit of them. A trainer is a builder of one training;
/// every call of [#train] starts anew.
///
/// {@snippet file="dev/descent/train/SnippetsTest.java" region="train"}
public final class Trainer {
  static final RunningStatistics STATISTICS = RunningStatistics.recompute(100);

  final Network network;
  final @Nullable Layer layer;
  final @Nullable Loss loss;
  final List<Consumer<OptimizerBuilder>> adjustments = new ArrayList<>();
  final List<Metric> metrics = new ArrayList<>();
  final List<TrainingListener> listeners = new ArrayList<>();
  @Nullable OptimizerConfig optimizer;
  Logger log = LoggerFactory.getLogger(Trainer.class);
  @Nullable Pipeline training;
  @Nullable Pipeline validation;
  @Nullable EarlyStopping earlyStopping;
  Cancellation cancellation = new Cancellation();
  int epochs;
  long steps;
  long seed = 1;
  int threads = Team.common().threads();
  boolean trainingMetrics = true;
  RunningStatistics statistics = STATISTICS;
  boolean profile;

  private Trainer(Network network, @Nullable Layer layer, @Nullable Loss loss) {
    this.network = network;
    this.layer = layer;
    this.loss = loss;
  }

  /// Returns a trainer of a layer with a loss; batches have the fields `input` and `target`.
  public static Trainer of(Layer layer, Loss loss) {
    Required.given(layer, "layer of a trainer", "give one such as new Linear(10)");
    Required.given(loss, "loss of a trainer", "give one such as new MeanSquaredError()");
    return new Trainer(Network.supervised(layer, loss), layer, loss);
  }

  /// Returns a trainer of a network with inputs and outputs of its own; it needs an output `loss`.
  public static Trainer of(Network network) {
    Required.given(network, "network of a trainer", "give one, or a layer and a loss");
    return new Trainer(network, null, null);
  }

  /// Sets the optimizer of all parameters that belong to no group. Required.
  public Trainer optimizer(OptimizerConfig config) {
    this.optimizer = Configs.requireOptimizer(config);
    return this;
  }

  /// Lets a component of the optimizer's config follow a schedule.
  public Trainer schedule(String component, Schedule schedule) {
    Configs.requireSchedule(component, schedule);
    return adjust(builder -> builder.schedule(component, schedule));
  }

  /// Lets a component of the optimizer's config follow a schedule that counts epochs, with the
  /// steps that accumulation leaves in one.
  public Trainer schedule(String component, EpochSchedule schedule) {
    Configs.requireSchedule(component, schedule);
    return adjust(builder -> builder.schedule(component, schedule, batchesPerEpoch()));
  }

  /// Lets a component of the optimizer's config follow a schedule that a metric moves: the
  /// validation loss of every epoch, or the training loss if there is no validation data. A loss
  /// that is NaN is not shown to it.
  public Trainer schedule(String component, MetricSchedule schedule) {
    Configs.requireSchedule(component, schedule);
    return adjust(builder -> builder.schedule(component, schedule));
  }

  private long batchesPerEpoch() {
    Pipeline pipeline = training;
    if (pipeline == null) {
      throw new IllegalStateException("a trainer needs data(...)");
    }
    return pipeline.steps();
  }

  /// Gives the parameters whose path matches a pattern (`*.bias`) an optimizer of their own.
  public Trainer group(String pattern, OptimizerConfig config) {
    Configs.requireOfGroup(pattern, config);
    return adjust(builder -> builder.group(pattern, config));
  }

  /// Keeps the parameters whose path matches a pattern as they are. No gradient is computed for
  /// them: what of the backward pass serves them alone is left out of the program.
  public Trainer freeze(String pattern) {
    return adjust(builder -> builder.freeze(pattern));
  }

  /// Keeps the parameters whose path matches a pattern as they are for a number of steps, and
  /// trains them from then on, with another program.
  public Trainer freeze(String pattern, long steps) {
    return adjust(builder -> builder.freeze(pattern, steps));
  }

  /// Scales the gradient down where its norm over all parameters exceeds a maximum.
  public Trainer clipByGlobalNorm(double maximum) {
    return adjust(builder -> builder.clipByGlobalNorm(maximum));
  }

  /// Changes the gradient of all trained parameters before any optimizer sees it: clips,
  /// centralizes, climbs. Transforms run in the order in which they are added.
  public Trainer transform(OptimizerConfig config) {
    Configs.requireOfTransform(config);
    return adjust(builder -> builder.transform(config));
  }

  /// Makes one step of the gradients of so many batches: of their mean over all samples. A window
  /// that an epoch does not fill is applied at its end.
  public Trainer accumulate(int batches) {
    return accumulate(batches, Window.SAMPLE_MEAN);
  }

  /// Makes one step of the gradients of so many batches.
  ///
  /// @param taken whether of their mean or their sum; a window that an epoch does not fill is taken
  ///   likewise
  public Trainer accumulate(int batches, Window taken) {
    Window.requireCount(batches);
    return adjust(builder -> builder.accumulate(batches, taken));
  }

  /// Sets what running statistics are used with evaluation weights that differ from those that are
  /// trained; 100 batches recompute them until this is set.
  public Trainer runningStatistics(RunningStatistics policy) {
    this.statistics = policy;
    return this;
  }

  /// Changes anything else about how the optimizer is built, such as what a gradient that is not
  /// finite does.
  public Trainer adjust(Consumer<OptimizerBuilder> change) {
    adjustments.add(change);
    return this;
  }

  /// Sets the training data. Required.
  public Trainer data(Pipeline pipeline) {
    this.training = pipeline;
    return this;
  }

  /// Sets the data that is evaluated after every epoch, with the evaluation weights.
  public Trainer validation(Pipeline pipeline) {
    this.validation = pipeline;
    return this;
  }

  /// Sets the number of passes over the training data. Either this or [#steps] is required.
  public Trainer epochs(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("epochs must be >= 1, was " + count);
    }
    this.epochs = count;
    this.steps = 0;
    return this;
  }

  /// Sets the number of batches, which may end inside an epoch.
  public Trainer steps(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("steps must be >= 1, was " + count);
    }
    this.steps = count;
    this.epochs = 0;
    return this;
  }

  /// Sets the seed of initial weights and of random numbers in layers, 1 if it is not set. The
  /// pipeline has its own.
  public Trainer seed(long value) {
    this.seed = value;
    return this;
  }

  /// Sets the number of threads; if it is not set, that of [Team#common]: the available processors,
  /// hardware threads of one core counted once where the system says which they are. No bit depends
  /// on it.
  public Trainer threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be >= 1, was " + count);
    }
    this.threads = count;
    return this;
  }

  /// Adds a metric, taken on the validation data and (see [#trainingMetrics]) on the training data.
  public Trainer metric(Metric metric) {
    metrics.add(metric);
    return this;
  }

  /// Says whether metrics are taken in every training step as well, from the outputs with dropout
  /// active.
  public Trainer trainingMetrics(boolean taken) {
    this.trainingMetrics = taken;
    return this;
  }

  /// Says whether to measure where the time of steps goes, for [TrainingResult#profile]. Operations
  /// then run one after the other through an interpreter: the same bits, and slower where they are
  /// small. Unless set, `-Ddescent.program=profiled` decides.
  public Trainer profile(boolean measured) {
    this.profile = measured;
    return this;
  }

  /// Adds a listener.
  public Trainer listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /// Ends training when validation stops getting better.
  public Trainer earlyStopping(EarlyStopping rule) {
    this.earlyStopping = rule;
    return this;
  }

  /// Sets the switch by which another thread can end the training.
  public Trainer cancellation(Cancellation token) {
    this.cancellation = token;
    return this;
  }

  /// Returns what a step would compute and what the training would hold in memory. Nothing is
  /// trained, and no memory is taken.
  ///
  /// @throws IllegalStateException if optimizer or data have not been set
  /// @throws IllegalArgumentException if the parts do not fit each other
  public TrainingPlan plan() {
    return Session.plan(this, required(optimizer, "optimizer"), required(training, "data"));
  }

  /// Checks that optimizer, network and data fit each other, and compiles nothing.
  ///
  /// @throws IllegalStateException if optimizer or data have not been set
  /// @throws IllegalArgumentException if they do not fit each other
  public void requireFit() {
    Session.requireFit(this, required(optimizer, "optimizer"), required(training, "data"));
  }

  /// Trains.
  ///
  /// @throws IllegalStateException if something required has not been set
  /// @throws IllegalArgumentException if the parts do not fit each other
  /// @throws dev.descent.runtime.HeapTooSmallException if the heap cannot hold what [#plan] says;
  ///   nothing has been allocated
  /// @throws TrainingCancelledException if the training was ended from outside
  public TrainingResult train() {
    if (epochs == 0 && steps == 0) {
      throw new IllegalStateException("a trainer needs epochs(...) or steps(...)");
    }
    return new Session(this, required(optimizer, "optimizer"), required(training, "data")).run();
  }

  private static <T> T required(@Nullable T part, String method) {
    if (part == null) {
      throw new IllegalStateException("a trainer needs %s(...)".formatted(method));
    }
    return part;
  }
}

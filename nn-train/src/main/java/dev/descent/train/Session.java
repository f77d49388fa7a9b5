package dev.descent.train;

import dev.descent.data.Batches;
import dev.descent.data.Pipeline;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.program.Execution;
import dev.descent.program.Model;
import dev.descent.program.Profile;
import dev.descent.random.Keys;
import dev.descent.runtime.Heap;
import dev.descent.tensor.Batch;
import dev.descent.train.metric.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One training, from the first step to the last.
final class Session {
  private final Trainer trainer;
  private final Pipeline training;
  private final Team team;
  private final Model model;
  private final Optimizer optimizer;
  private final TrainingPlan plan;
  private final StepTimer timer;
  private final StepEvent event = new StepEvent();
  private final Stepper stepper;
  private final ZeroedNotice zeroed;
  private final EvaluationStates evaluationStates;
  private final Evaluator evaluator;
  private final Optional<Best> best;
  private final Watch watch;
  private final Map<String, Object> configuration;
  private final List<EpochReport> history = new ArrayList<>();
  private float[] evaluation = {};

  Session(Trainer trainer, OptimizerConfig config, Pipeline training) {
    this.trainer = trainer;
    this.training = training;
    KernelNotice.once();
    requireNames(trainer.metrics);
    this.best = Best.of(trainer);
    this.model = model(trainer, training);
    OptimizerBuilder builder = builder(trainer, config);
    this.plan = plan(trainer, training, model, builder);
    Heap.require("training", plan.memory());
    this.timer = new StepTimer(model.execution() == Execution.PROFILED, System::nanoTime);
    this.team = trainer.threads == 1 ? Team.single() : Team.of(trainer.threads);
    try {
      this.optimizer = builder.team(team).build(model.parameters(), model.aliases());
      requireNoLossScale(builder);
      float[] weights = model.initialParameters(optimizer.layout(), trainer.seed);
      this.evaluationStates =
          new EvaluationStates(trainer.statistics, config, model, optimizer, training, team);
      this.stepper =
          new Stepper(
              model,
              optimizer,
              team,
              weights,
              model.initialStates(),
              () -> Model.of(trainer.network, training.types()),
              timer);
      stepper.watch(evaluationStates::stepped);
      this.evaluator = new Evaluator(model, optimizer.layout(), team, this::requireGoingOn);
      this.watch = new Watch(trainer, training);
      this.zeroed = new ZeroedNotice(trainer.log, optimizer, watch);
      this.configuration = Configuration.of(trainer, training, builder, model);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Returns what a training would compute and hold.
  static TrainingPlan plan(Trainer trainer, OptimizerConfig config, Pipeline training) {
    OptimizerBuilder builder = builder(trainer, config);
    requireNoLossScale(builder);
    return plan(trainer, training, model(trainer, training), builder);
  }

  /// Checks that an optimizer fits the network.
  static void requireFit(Trainer trainer, OptimizerConfig config, Pipeline training) {
    OptimizerBuilder builder = builder(trainer, config);
    requireNoLossScale(builder);
    Model model = model(trainer, training);
    OptimizerBuilder.Estimate _ = builder.estimate(model.parameters(), model.aliases());
  }

  private static TrainingPlan plan(
      Trainer trainer, Pipeline training, Model model, OptimizerBuilder builder) {
    return TrainingPlan.of(
        trainer, training, model, builder.estimate(model.parameters(), model.aliases()));
  }

  private static Model model(Trainer trainer, Pipeline training) {
    Model model = Model.of(trainer.network, training.types());
    return trainer.profile ? model.withExecution(Execution.PROFILED) : model;
  }

  private static OptimizerBuilder builder(Trainer trainer, OptimizerConfig config) {
    OptimizerBuilder builder = Optimizer.builder(config);
    for (Consumer<OptimizerBuilder> adjustment : trainer.adjustments) {
      adjustment.accept(builder);
    }
    return builder;
  }

  TrainingResult run() {
    try {
      TrainingResult result;
      try (zeroed) {
        result = train();
      }
      watch.end(result);
      return result;
    } catch (RuntimeException e) {
      watch.failed(e);
      throw e;
    } finally {
      close();
    }
  }

  private TrainingResult train() {
    Batches batches = training.batches();
    long key = Keys.fold(Keys.of(trainer.seed), "step");
    boolean stopped = false;
    watch.start();
    while (watch.step() < watch.steps() && !stopped) {
      watch.openEpoch();
      while (watch.step() < watch.steps() && advance(batches)) {
        requireGoingOn();
        step(batches.batch(), key);
      }
      stepper.flush();
      zeroed.epoch();
      stopped = closeEpoch();
    }
    Profile profile = stepper.profile(plan.optimizerBytes());
    float[] weights = best.map(Best::weights).orElseGet(this::evaluationWeights);
    float[] states = best.map(Best::states).orElseGet(() -> statesFor(weights));
    model.forget(team); // a trained model needs no gradient
    TrainedModel trained = new TrainedModel(model, optimizer.layout(), weights, states);
    return new TrainingResult(
        trained,
        history,
        watch.step(),
        watch.samples(),
        watch.seconds(),
        best.map(Best::epoch).orElse(watch.epoch()),
        stopped,
        configuration,
        plan,
        profile);
  }

  private boolean advance(Batches batches) {
    event.begin();
    timer.begin();
    boolean more = batches.advance();
    if (more) {
      timer.end(StepTimer.DATA);
    }
    return more;
  }

  private void step(Batch batch, long key) {
    float loss = stepper.step(batch, key, watch.step());
    event.end();
    if (event.shouldCommit()) {
      event.step = watch.step();
      event.epoch = watch.epoch();
      event.samples = batch.samples();
      event.loss = loss;
      event.flops = stepper.flops();
      event.commit();
    }
    watch.stepped(batch, loss, stepper.prediction());
    timer.end(StepTimer.WATCH);
  }

  /// Validates and reports; returns whether training is to stop.
  private boolean closeEpoch() {
    Map<String, Double> validated = Map.of();
    Pipeline validation = trainer.validation;
    float[] weights = {};
    float[] states = {};
    if (validation != null) {
      weights = evaluationWeights();
      states = statesFor(weights);
      validated = evaluator.evaluate(weights, states, validation, trainer.metrics);
    }
    EpochReport report = watch.report(validated);
    history.add(report);
    watch.epoch(report);
    if (optimizer.observes()) {
      Map<String, Double> seen = validated.isEmpty() ? report.training() : validated;
      double loss = seen.getOrDefault(EpochReport.LOSS, Double.NaN);
      if (!Double.isNaN(loss)) {
        optimizer.observe(loss);
      }
    }
    return best.isPresent() && best.get().stops(report, weights, states);
  }

  private void requireGoingOn() {
    if (trainer.cancellation.requested()) {
      throw new TrainingCancelledException(watch.epoch(), watch.epochs(), watch.step());
    }
  }

  private float[] statesFor(float[] weights) {
    return evaluationStates.of(weights, stepper.states(), stepper.trained());
  }

  /// Returns the weights to validate and ship with: those that are trained, unless the optimizer
  /// keeps others.
  private float[] evaluationWeights() {
    if (!optimizer.hasEvaluationWeights()) {
      return stepper.weights();
    }
    if (evaluation.length == 0) {
      evaluation = new float[optimizer.layout().size()];
    }
    optimizer.evaluationWeights(stepper.weights(), evaluation);
    return evaluation;
  }

  private void close() {
    if (team != Team.single()) {
      team.close();
    }
  }

  private static void requireNames(List<Metric> metrics) {
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "metrics must have names of their own, two were '%s': leave one out"
                .formatted(metric.name()));
      }
    }
  }

  private static void requireNoLossScale(OptimizerBuilder builder) {
    if (builder.describe().containsKey("lossScale")) {
      throw new IllegalArgumentException(
          "loss scale must not be set for a trainer, whose gradients are float and need none");
    }
  }
}

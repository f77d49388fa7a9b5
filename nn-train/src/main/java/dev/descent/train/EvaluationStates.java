package dev.descent.train;

import dev.descent.data.Batches;
import dev.descent.data.Pipeline;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.program.Execution;
import dev.descent.program.Model;
import dev.descent.program.Program;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The running statistics to evaluate with, by the policy of a trainer.
final class EvaluationStates {
  private final RunningStatistics policy;
  private final Model model;
  private final boolean apart; // from the model of the steps
  private final Layout layout;
  private final Pipeline training;
  private final Team team;
  private final @Nullable StatisticsAverage average;
  private final float[] states;

  EvaluationStates(
      RunningStatistics policy,
      OptimizerConfig config,
      Model model,
      Optimizer optimizer,
      Pipeline training,
      Team team) {
    boolean same = model.states().size() == 0 || !optimizer.hasEvaluationWeights();
    this.policy = same ? RunningStatistics.keep() : policy;
    apart = model.execution() == Execution.PROFILED; // no part of the steps that are profiled
    this.model = apart ? model.withExecution(Execution.GENERATED) : model;
    layout = optimizer.layout();
    this.training = training;
    this.team = team;
    average =
        this.policy.kind() == RunningStatistics.Kind.AVERAGE
            ? new StatisticsAverage(model.states(), config)
            : null;
    states = new float[model.states().size()];
  }

  /// Looks at the statistics of training after a step of the optimizer.
  void stepped(float[] current) {
    if (average != null) {
      average.add(current);
    }
  }

  /// Returns the statistics to evaluate with.
  ///
  /// @param trained the paths of the parameters that the programs of the steps train, so that these
  ///   are used
  float[] of(float[] evaluationWeights, float[] current, Set<String> trained) {
    return switch (policy.kind()) {
      case KEEP -> current;
      case AVERAGE -> {
        if (average != null) {
          average.read(states);
        }
        yield states;
      }
      case RECOMPUTE -> recompute(evaluationWeights, current, trained);
    };
  }

  private float[] recompute(float[] weights, float[] current, Set<String> trained) {
    System.arraycopy(current, 0, states, 0, states.length);
    Batches batches = training.batches();
    long key = Keys.fold(Keys.of(0), "running statistics");
    for (int i = 0; i < policy.batches() && batches.advance(); i++) {
      Batch batch = batches.batch();
      Program program = model.training(layout, batch.fields(), team, trained);
      program.run(weights, states, batch, Keys.fold(key, i));
      System.arraycopy(program.nextStates(), 0, states, 0, states.length);
    }
    if (apart) {
      model.forget(team);
    }
    return states;
  }
}

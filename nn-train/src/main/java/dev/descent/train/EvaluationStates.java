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
import org.jspecify.annotations.Nullable;

/// The running statistics to evaluate with, by the policy of a trainer.
final class EvaluationStates {
  private final RunningStatistics policy;
  private final Model model;
  private final Optimizer optimizer;
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
    this.model =
        model.execution() == Execution.PROFILED
            ? model.withExecution(Execution.GENERATED) // no part of the steps that are profiled
            : model;
    this.optimizer = optimizer;
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
  float[] of(float[] evaluationWeights, float[] current) {
    return switch (policy.kind()) {
      case KEEP -> current;
      case AVERAGE -> {
        if (average != null) {
          average.read(states);
        }
        yield states;
      }
      case RECOMPUTE -> recompute(evaluationWeights, current);
    };
  }

  private float[] recompute(float[] weights, float[] current) {
    System.arraycopy(current, 0, states, 0, states.length);
    Batches batches = training.batches();
    long key = Keys.fold(Keys.of(0), "running statistics");
    for (int i = 0; i < policy.batches() && batches.advance(); i++) {
      Batch batch = batches.batch();
      Program program =
          model.training(optimizer.layout(), batch.fields(), team, optimizer.trained());
      program.run(weights, states, batch, Keys.fold(key, i));
      System.arraycopy(program.nextStates(), 0, states, 0, states.length);
    }
    return states;
  }
}

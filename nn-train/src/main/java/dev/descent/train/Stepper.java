package dev.descent.train;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Need;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does steps: program, optimizer, running statistics. It keeps the program of the last batch's
/// types at hand, so a step looks up nothing and allocates nothing.
final class Stepper {
  private final Model model;
  private final Optimizer optimizer;
  private final Team team;
  private final float[] weights;
  private final float[] states;
  private final @Nullable Reevaluation objective;
  private final boolean clips;
  private @Nullable Batch batch;
  private @Nullable Program program;
  private @Nullable Gradient gradient;
  private @Nullable Tensor prediction;

  /// Makes a stepper.
  ///
  /// @param second makes a model of the same network once more, for optimizers that evaluate a
  ///   batch several times
  Stepper(
      Model model,
      Optimizer optimizer,
      Team team,
      float[] weights,
      float[] states,
      Supplier<Model> second) {
    this.model = model;
    this.optimizer = optimizer;
    this.team = team;
    this.weights = weights;
    this.states = states;
    this.clips = optimizer.clips();
    this.objective =
        optimizer.needs().contains(Need.OBJECTIVE)
            ? new Reevaluation(second.get(), optimizer.layout(), team, states)
            : null;
  }

  /// Does a step and returns the loss before it.
  float step(Batch next, long key) {
    Program current = program;
    Gradient given = gradient;
    if (next != batch || current == null || given == null) {
      current = select(next);
      given = Objects.requireNonNull(gradient);
    }
    float loss = current.run(weights, states, next, key);
    if (objective != null) {
      objective.at(next, key);
    }
    if (clips) {
      given.norms(current.gradientSumSquares(), current.gradientMaxAbs());
    }
    boolean committed = optimizer.step(weights, given.loss(loss));
    if (committed && states.length > 0) {
      System.arraycopy(current.nextStates(), 0, states, 0, states.length);
    }
    return loss;
  }

  private Program select(Batch next) {
    Program selected = model.training(optimizer.layout(), next.fields(), team);
    gradient = new Gradient(selected.gradient()).objective(objective);
    prediction =
        selected.hasOutput(Network.PREDICTION) ? selected.output(Network.PREDICTION) : null;
    program = selected;
    batch = next;
    return selected;
  }

  /// Returns the prediction of the last step, null if the network has no output of that name.
  @Nullable Tensor prediction() {
    return prediction;
  }

  float[] weights() {
    return weights;
  }

  float[] states() {
    return states;
  }

  /// Returns how the program of the last step runs, for people, with the time that each node took
  /// if that was measured.
  String plan() {
    if (program == null) {
      return "";
    }
    String plan = program.plan().toString();
    return program.profiles() ? plan + "\n" + program.profile() : plan;
  }
}

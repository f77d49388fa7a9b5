package dev.descent.train;

import dev.descent.optim.spi.Objective;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// The loss of a step's batch at other weights, for optimizers that ask for it: the same samples
/// and random numbers.
///
/// It has programs of its own, so the prediction, gradient and running statistics of the step stay
/// those of the first evaluation.
final class Reevaluation implements Objective {
  private final Model model;
  private final Layout layout;
  private final Team team;
  private final float[] states;
  private final IdentityHashMap<Batch, Program> programs = new IdentityHashMap<>();
  private @Nullable Batch batch;
  private @Nullable Program program;
  private long key;

  Reevaluation(Model model, Layout layout, Team team, float[] states) {
    this.model = model;
    this.layout = layout;
    this.team = team;
    this.states = states;
  }

  /// Says which step it is.
  void at(Batch next, long stepKey) {
    if (next != batch) {
      Program found = programs.get(next);
      if (found == null) {
        found = model.training(layout, next.fields(), team);
        programs.put(next, found);
      }
      program = found;
      batch = next;
    }
    key = stepKey;
  }

  @Override
  public double evaluate(float[] weights, float[] gradient) {
    Program current = program;
    Batch now = batch;
    if (current == null || now == null) {
      throw new IllegalStateException("an objective can be evaluated within a step only");
    }
    double loss = current.run(weights, states, now, key);
    float[] found = current.gradient();
    System.arraycopy(found, 0, gradient, 0, found.length);
    return loss;
  }
}

package dev.descent.train;

import dev.descent.optim.spi.Objective;
import dev.descent.parallel.Team;
import dev.descent.program.HessianVector;
import dev.descent.program.Model;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The loss of a step's batch at other weights, and products with its Hessian, for optimizers that
/// ask for them: the same samples and random numbers.
///
/// It has programs of its own, so the prediction, gradient and running statistics of the step stay
/// those of the first evaluation.
final class Reevaluation implements Objective {
  private final Model model;
  private final Layout layout;
  private final Team team;
  private final float[] states;
  private final IdentityHashMap<Batch, Program> programs = new IdentityHashMap<>();
  private final IdentityHashMap<Batch, HessianVector> hessians = new IdentityHashMap<>();
  private Set<String> trained;
  private @Nullable Batch batch;
  private @Nullable Program program;
  private @Nullable HessianVector hessian;
  private long key;

  /// @param trained the paths of the parameters that have a gradient
  Reevaluation(Model model, Layout layout, Team team, float[] states, Set<String> trained) {
    this.model = model;
    this.layout = layout;
    this.team = team;
    this.states = states;
    this.trained = trained;
  }

  /// Says that other parameters are trained from now on.
  void train(Set<String> paths) {
    trained = paths;
    programs.clear();
    hessians.clear();
    program = null;
    hessian = null;
    batch = null;
    model.forget(team);
  }

  /// Says which step it is.
  void at(Batch next, long stepKey) {
    if (next != batch) {
      program = programs.get(next);
      hessian = hessians.get(next);
      batch = next;
    }
    key = stepKey;
  }

  @Override
  public double evaluate(float[] weights, float[] gradient) {
    Batch now = current();
    Program current = program;
    if (current == null) {
      current = model.training(layout, now.fields(), team, trained);
      programs.put(now, current);
      program = current;
    }
    double loss = current.run(weights, states, now, key);
    float[] found = current.gradient();
    System.arraycopy(found, 0, gradient, 0, found.length);
    return loss;
  }

  @Override
  public void hessianVector(float[] weights, float[] vector, float[] product) {
    Batch now = current();
    HessianVector current = hessian;
    if (current == null) {
      current = model.hessianVector(layout, now.fields(), team, trained);
      hessians.put(now, current);
      hessian = current;
    }
    current.multiply(weights, states, now, key, vector, product);
  }

  private Batch current() {
    if (batch == null) {
      throw new IllegalStateException("an objective can be evaluated within a step only");
    }
    return batch;
  }
}

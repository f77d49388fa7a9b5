package dev.descent.train;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Need;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Profile;
import dev.descent.program.Program;
import dev.descent.program.Update;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does steps: program, optimizer, running statistics. It keeps the program for each batch object
/// at hand (a pass over data has two, full ones and a smaller last one), so a step allocates
/// nothing. When parameters that were frozen are to be trained, all these programs give way to
/// others.
final class Stepper {
  private record Selected(
      Program program, Gradient gradient, @Nullable Tensor prediction, long flops) {}

  private final Model model;
  private final Optimizer optimizer;
  private final Team team;
  private final float[] weights;
  private final float[] states;
  private final @Nullable Reevaluation objective;
  private Consumer<float[]> watch = _ -> {};
  private final boolean clips;
  private final boolean accumulates;
  private final IdentityHashMap<Batch, Selected> selected = new IdentityHashMap<>();
  private final Set<Program> profiled = new LinkedHashSet<>();
  private final List<Profile> profiles = new ArrayList<>(); // of programs before
  private final StepTimer timer;
  private Set<String> trained;
  private long trainedUntil;
  private @Nullable Batch batch;
  private @Nullable Selected last;

  /// Makes a stepper.
  ///
  /// @param second makes a model of the same network once more, for optimizers that evaluate a
  ///   batch several times
  /// @param timer what is told where a step's time goes
  Stepper(
      Model model,
      Optimizer optimizer,
      Team team,
      float[] weights,
      float[] states,
      Supplier<Model> second,
      StepTimer timer) {
    this.model = model;
    this.optimizer = optimizer;
    this.team = team;
    this.weights = weights;
    this.states = states;
    this.clips = optimizer.clips();
    this.accumulates = optimizer.accumulates();
    this.timer = timer;
    this.trained = optimizer.trained();
    this.trainedUntil = optimizer.trainedUntil();
    this.objective =
        optimizer.needs().contains(Need.OBJECTIVE)
                || optimizer.needs().contains(Need.HESSIAN_VECTOR)
            ? new Reevaluation(second.get(), optimizer.layout(), team, states, trained)
            : null;
  }

  /// Shows the running statistics after each step of the optimizer to somebody.
  void watch(Consumer<float[]> statistics) {
    watch = statistics;
  }

  /// Does a step and returns the loss before it.
  ///
  /// @param key what the step's key is folded from
  /// @param number the step's number
  float step(Batch next, long key, long number) {
    Selected now = at(next);
    Program current = now.program();
    long own = current.draws() ? Keys.fold(key, number) : 0;
    if (timer.on()) {
      current.profiledStep(number);
    }
    Update ahead = optimizer.update(weights, now.gradient());
    float loss = current.run(weights, states, next, own, ahead);
    timer.end(StepTimer.PROGRAM);
    if (objective != null) {
      objective.at(next, own);
    }
    if (clips) {
      now.gradient().norms(current.gradientSumSquares(), null);
    }
    if (accumulates) {
      now.gradient().samples(RunningMean.weight(next));
    }
    long steps = optimizer.steps();
    boolean used = optimizer.step(weights, now.gradient().loss(loss));
    if (used && states.length > 0) {
      System.arraycopy(current.nextStates(), 0, states, 0, states.length);
    }
    if (optimizer.steps() > steps) {
      watch.accept(states);
    }
    timer.end(StepTimer.OPTIMIZER);
    return loss;
  }

  /// Makes the step of gradients that wait for others, at the end of an epoch.
  void flush() {
    long steps = optimizer.steps();
    timer.begin();
    optimizer.flush(weights);
    if (optimizer.steps() > steps) {
      watch.accept(states);
      timer.end(StepTimer.OPTIMIZER);
    }
  }

  private Selected at(Batch next) {
    if (optimizer.steps() >= trainedUntil) {
      unfreeze();
    }
    Selected found = last;
    return found != null && next == batch ? found : select(next);
  }

  private Selected select(Batch next) {
    Selected found = selected.get(next);
    if (found == null) {
      Program program = model.training(optimizer.layout(), next.fields(), team, trained);
      found =
          new Selected(
              program,
              new Gradient(program.gradient()).objective(objective),
              program.hasOutput(Network.PREDICTION) ? program.output(Network.PREDICTION) : null,
              program.plan().flops());
      selected.put(next, found);
      if (timer.on()) {
        profiled.add(program);
      }
    }
    batch = next;
    last = found;
    return found;
  }

  /// Takes leave of the programs of the parameters trained so far, which nobody needs any more,
  /// before there are others.
  private void unfreeze() {
    trained = optimizer.trained();
    trainedUntil = optimizer.trainedUntil();
    selected.clear();
    batch = null;
    last = null;
    profiled.forEach(program -> profiles.add(program.profile()));
    profiled.clear();
    model.forget(team);
    if (objective != null) {
      objective.train(trained);
    }
  }

  /// Returns the prediction of the last step, null if the network has no output of that name.
  @Nullable Tensor prediction() {
    return last == null ? null : last.prediction();
  }

  /// Returns the paths of the parameters that the programs at hand train.
  Set<String> trained() {
    return trained;
  }

  float[] weights() {
    return weights;
  }

  float[] states() {
    return states;
  }

  /// Returns the floating-point operations of the last step's program.
  long flops() {
    return last == null ? 0 : last.flops();
  }

  /// Returns where the time of all steps went, empty if it was not measured.
  ///
  /// @param optimizerBytes what a step of the optimizer reads and writes
  Profile profile(long optimizerBytes) {
    if (!timer.on()) {
      return Profile.empty();
    }
    List<Profile> all = new ArrayList<>(profiles);
    profiled.forEach(program -> all.add(program.profile()));
    return timer.profile(all, optimizerBytes);
  }
}

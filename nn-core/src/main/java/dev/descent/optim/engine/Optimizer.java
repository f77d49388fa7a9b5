package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Update;
import dev.descent.runtime.Required;
import dev.descent.tensor.Layout;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Updates weights by the rules of its configs, and owns the rules' state.
///
/// ```java
/// Optimizer optimizer = Optimizer.builder(AdamWConfig.of(1e-3))
///     .group("*.bias", AdamWConfig.of(1e-3).withWeightDecay(0))
///     .schedule("learningRate", Schedules.cosine(1e-3, 0, 1000))
///     .clipByGlobalNorm(1)
///     .build(model.parameters(), model.aliases());
/// optimizer.step(weights, gradient);
/// ```
///
/// A step is a transaction. A loss or gradient that is not finite, a hyper-parameter that leaves
/// its range and an update that overflows leave every weight, slot and counter as they were. What
/// cannot be undone, a rule that makes a NaN out of moderate numbers, stops the optimizer for good.
///
/// Weights and gradients are laid out by [#layout]. The same calls give the same bits with any
/// number of threads. Not for use by several threads at a time.
public final class Optimizer {
  private final Layout layout;
  private final Context context;
  private final Part[] parts;
  private final Part[] all; // with the transforms
  private final Stepping stepping;
  private final List<LiveConfig> lives;
  private final Options options;
  private final Numbers numbers;
  private final String text;

  Optimizer(Assembly.Placed placed, List<LiveConfig> lives, Options options, String text) {
    layout = placed.layout();
    context = placed.context();
    parts = placed.parts().toArray(new Part[0]);
    all = placed.all();
    numbers = new Numbers(options.metrics());
    stepping = new Stepping(placed, lives, options, numbers);
    this.lives = lives;
    this.options = options;
    this.text = text;
  }

  /// Starts an optimizer with the config of all parameters that no group claims.
  ///
  /// @throws IllegalArgumentException if it is null
  public static OptimizerBuilder builder(OptimizerConfig config) {
    return new OptimizerBuilder(Configs.requireOptimizer(config));
  }

  /// Returns where each parameter lies in the vectors of weights and gradients: group by group.
  public Layout layout() {
    return layout;
  }

  /// Returns the number of committed steps.
  public long steps() {
    return context.number;
  }

  /// Returns the paths of the parameters that the next step updates. The others are frozen: the
  /// step leaves their gradient out of every norm, check and sum, so nobody needs to compute it.
  public Set<String> trained() {
    Set<String> paths = new LinkedHashSet<>();
    for (Part part : parts) {
      for (Param param : part.params) {
        if (param.from <= context.number) {
          paths.add(param.path);
        }
      }
    }
    return Collections.unmodifiableSet(paths);
  }

  /// Returns the number of committed steps at which [#trained] grows next; [Long#MAX_VALUE] if it
  /// stays as it is.
  public long trainedUntil() {
    long next = Long.MAX_VALUE;
    for (Part part : parts) {
      for (Param param : part.params) {
        next = param.from > context.number ? Math.min(next, param.from) : next;
      }
    }
    return next;
  }

  /// Makes one step: changes the weights and the state, or nothing. Where gradients are
  /// accumulated, all but the last of a window change the sum alone.
  ///
  /// @return whether the gradient was used; false if the policy has skipped it
  /// @throws NonFiniteException if the loss, the gradient or the result is not finite; nothing has
  ///   changed, but a window whose last gradient it was is lost
  /// @throws IllegalArgumentException if an array is null or has another length than the layout,
  ///   something that a rule needs is missing, or a schedule leaves its range; nothing has changed
  /// @throws IllegalStateException if a step has failed in a way that cannot be undone, now or
  ///   before; or if a run has made the update with other arrays or another scale, or returned a
  ///   finite loss and this one is not: the step must be given those
  public boolean step(float[] weights, Gradient gradient) {
    requireGiven(weights, gradient);
    return stepping.step(weights, gradient);
  }

  /// Returns the update that the run of a program may make by itself, in the same pass as the
  /// gradient, if the next step takes no more than that:
  ///
  /// ```java
  /// float loss = program.run(weights, states, batch, key, optimizer.update(weights, gradient));
  /// optimizer.step(weights, gradient.loss(loss));
  /// ```
  ///
  /// The step follows in any case, and the bits are the same as without: what is not finite or out
  /// of the ordinary is left to it, with the weights as they were. It is for one run. In between
  /// nobody may use the optimizer, and the weights may be those after the step: until then nothing
  /// but the loss that the run has returned may be set in `gradient`, and nobody may change a
  /// number in the arrays of weights and gradient (`Program.gradient()` among them).
  ///
  /// @param gradient what the step will be given, with the program's gradient
  /// @throws IllegalStateException if a run has made an update whose step is still to come
  public Update update(float[] weights, Gradient gradient) {
    requireGiven(weights, gradient);
    return stepping.ahead(weights, gradient);
  }

  private static void requireGiven(float[] weights, Gradient gradient) {
    Required.given(weights, "weights of a step", "give an array of Optimizer.layout().size()");
    Required.given(gradient, "gradient of a step", "give new Gradient(array) for all steps");
  }

  /// Makes a step by the short way; false if it is not open, and nothing has changed.
  boolean brief(float[] weights, Gradient gradient) {
    return stepping.brief(weights, gradient);
  }

  /// Makes the step of a window that is not full, such as the last one of an epoch; nothing if it
  /// is empty, or gradients are not accumulated.
  ///
  /// @return false if the policy has skipped it
  /// @throws NonFiniteException as [#step] does; the window is lost
  /// @throws IllegalArgumentException as [#step] does; the window is kept
  public boolean flush(float[] weights) {
    return stepping.flush(weights);
  }

  /// Returns the factor by which the caller multiplies the next batch's loss before the gradient is
  /// taken: 1 unless [OptimizerBuilder#lossScale] has been set. The loss given to [Gradient#loss]
  /// is the one without it.
  public double lossScale() {
    return stepping.lossScale();
  }

  /// Shows the value of a metric, such as the validation loss, to the schedules that a metric
  /// moves. They count in the next step.
  ///
  /// @throws IllegalArgumentException if it is NaN; nothing has changed
  public void observe(double metric) {
    if (Double.isNaN(metric)) {
      throw new IllegalArgumentException("an observed metric must be a number, was NaN");
    }
    options.metrics().forEach(one -> one.observe(metric));
  }

  /// Returns whether a schedule waits for [#observe].
  public boolean observes() {
    return !options.metrics().isEmpty();
  }

  /// Returns how many NaNs in gradients have been taken for 0, see [NonFinite#withZeroedNans].
  public long zeroedNans() {
    return (long) numbers.get(Numbers.Name.ZEROED_NANS);
  }

  /// Fills `out` with the weights to validate and ship with. They differ from the training weights,
  /// which are neither changed nor moved, where a rule keeps others: averages, slow weights.
  ///
  /// @throws IllegalStateException if it has stopped, or the step of an [#update] is still to come
  public void evaluationWeights(float[] weights, float[] out) {
    stepping.requireRunning();
    context.requireLength("weights", weights.length);
    context.requireLength("evaluation weights", out.length);
    System.arraycopy(weights, 0, out, 0, out.length);
    context.weights = weights;
    context.out = out;
    long last = Math.max(0, context.number - 1);
    for (int i = 0; i < lives.size(); i++) {
      lives.get(i).at(last);
    }
    for (Part part : parts) {
      part.evaluate(last);
    }
  }

  /// Returns whether evaluation weights differ from training weights.
  public boolean hasEvaluationWeights() {
    return needs().contains(Need.EVALUATION_WEIGHTS);
  }

  /// Returns whether gradients are clipped as they are given, so that a caller who has
  /// [Gradient#norms] at hand saves the step from reading the gradient for them. Not where they are
  /// accumulated: what is clipped is the mean.
  public boolean clips() {
    return stepping.wantsNorms();
  }

  /// Returns whether steps are made of several gradients, for which [Gradient#samples] counts.
  public boolean accumulates() {
    return stepping.accumulated() != null;
  }

  /// Returns what the rules need from the caller.
  public List<Need> needs() {
    return Needs.of(all);
  }

  /// Returns a copy of everything that the optimizer remembers.
  ///
  /// @throws IllegalStateException if it has stopped, or the step of an [#update] is still to come
  public OptimizerState state() {
    stepping.requireRunning();
    return snapshot().of(context.number, text);
  }

  /// Takes over a saved state, after which training goes on as if it had never been interrupted.
  /// The policy of [NonFinite] may be another than that of the optimizer that saved it; what only
  /// one of them counts starts at 0, or is left out. So may the [Window], unless one is open.
  ///
  /// @throws IllegalArgumentException if paths, shapes, types, names or optimizers differ; the
  ///   message lists all differences, and nothing has changed. See [OptimizerState#ofAnyRule]
  /// @throws IllegalStateException if the step of an [#update] is still to come
  public void restore(OptimizerState state) {
    stepping.requireSettled();
    snapshot().restore(state);
    context.number = state.step();
    stepping.restart();
  }

  private Snapshot snapshot() {
    return new Snapshot(all, numbers, stepping.accumulated(), options.kind());
  }

  /// Returns the bytes of slots, scalars and work space.
  public long memoryBytes() {
    long sum = context.bytes() + context.pools.bytes();
    sum += accumulates() ? 4L * layout.size() : 0;
    for (Part part : all) {
      sum += part.bytes();
    }
    return sum;
  }

  /// Returns the hyper-parameters of the last step (before the first: of the first) for the
  /// parameters of no group.
  public OptimizerConfig config() {
    return lives.getLast().current();
  }

  /// Returns the groups and their hyper-parameters as they were built, one a line.
  @Override
  public String toString() {
    return text;
  }
}

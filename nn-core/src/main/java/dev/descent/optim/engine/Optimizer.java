package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  private final Transaction transaction;
  private final List<LiveConfig> lives;
  private final NonFinite nonFinite;
  private final double clip;
  private final String text;
  private int skipped;
  private float gradientRange;
  private long nextPlan;

  Optimizer(
      Assembly.Placed placed,
      List<LiveConfig> lives,
      NonFinite nonFinite,
      double clip,
      String text) {
    layout = placed.layout();
    context = placed.context();
    parts = placed.parts().toArray(Part[]::new);
    transaction = new Transaction(context, parts);
    this.lives = lives;
    this.nonFinite = nonFinite;
    this.clip = clip;
    this.text = text;
  }

  /// Starts an optimizer with the config of all parameters that no group claims.
  public static OptimizerBuilder builder(OptimizerConfig config) {
    return new OptimizerBuilder(config);
  }

  /// Returns where each parameter lies in the vectors of weights and gradients: group by group.
  public Layout layout() {
    return layout;
  }

  /// Returns the number of committed steps.
  public long steps() {
    return context.number;
  }

  /// Makes one step: changes the weights and the state, or nothing.
  ///
  /// @return whether the step was committed; false if the policy has skipped it
  /// @throws NonFiniteException if the loss, the gradient or the result is not finite; nothing has
  ///   changed
  /// @throws IllegalArgumentException if an array has another length than the layout, something
  ///   that a rule needs is missing, or a schedule leaves its range; nothing has changed
  /// @throws IllegalStateException if a step has failed in a way that cannot be undone, now or
  ///   before
  public boolean step(float[] weights, Gradient gradient) {
    prepare(weights, gradient);
    String problem = check(gradient);
    if (!problem.isEmpty()) {
      return refuse(problem);
    }
    problem = transaction.execute(weights, gradientRange, extreme());
    if (!problem.isEmpty()) {
      return refuse(problem);
    }
    skipped = 0;
    return true;
  }

  private boolean extreme() {
    for (int i = 0; i < lives.size(); i++) {
      if (lives.get(i).extreme()) {
        return true;
      }
    }
    return false;
  }

  private void prepare(float[] weights, Gradient gradient) {
    transaction.requireRunning();
    requireLength("weights", weights.length);
    requireLength("gradient", gradient.values().length);
    for (int i = 0; i < lives.size(); i++) {
      lives.get(i).at(context.number);
    }
    context.gradient = gradient;
    context.values = gradient.values();
    context.weights = weights;
    if (context.number >= nextPlan) {
      transaction.forget();
      nextPlan = Long.MAX_VALUE;
      for (Part part : parts) {
        part.replan();
      }
    }
    for (Part part : parts) {
      part.ready(context.number, 1);
      nextPlan = Math.min(nextPlan, part.plan().next);
      requireNeeds(part, gradient);
    }
  }

  private static void requireNeeds(Part part, Gradient gradient) {
    for (Link link : part.links) {
      if (link.needsLoss && !gradient.hasLoss()) {
        throw missing(link, Need.LOSS, "loss(...)");
      }
      if (link.needsObjective && gradient.objective() == null) {
        throw missing(
            link,
            link.needs.contains(Need.OBJECTIVE) ? Need.OBJECTIVE : Need.HESSIAN_VECTOR,
            "objective(...)");
      }
    }
  }

  private static IllegalArgumentException missing(Link link, Need need, String call) {
    return new IllegalArgumentException(
        "%s needs %s in every step: give the gradient its %s".formatted(link.name, need, call));
  }

  /// Returns what is wrong with the loss or gradient, empty if nothing is; sets the factor of the
  /// gradient.
  private String check(Gradient gradient) {
    if (gradient.hasLoss() && !Double.isFinite(gradient.loss())) {
      return "loss must be finite, was " + gradient.loss();
    }
    float max = 0;
    for (Part part : parts) {
      max = Math.max(max, part.sweep().gradientRange());
    }
    if (!(max <= Float.MAX_VALUE)) {
      return Culprit.gradient(parts, context.values);
    }
    double factor = gradient.scale();
    if (clips()) {
      double norm = Math.sqrt(sumSquares()) * Math.abs(factor);
      factor = norm > clip ? factor * (clip / norm) : factor;
    }
    context.factor = (float) factor;
    gradientRange = Math.max(max, max * Math.abs(context.factor));
    return gradientRange <= Float.MAX_VALUE && !Double.isNaN(factor)
        ? ""
        : "gradient scale must keep the gradient finite, was " + factor;
  }

  private double sumSquares() {
    double sum = 0;
    for (Part part : parts) {
      for (int i = 0; i < part.plan().parameters(); i++) {
        sum += context.sumSquares(part.plan().param(i));
      }
    }
    return sum;
  }

  private boolean refuse(String problem) {
    if (nonFinite.skip() && skipped < nonFinite.limit()) {
      skipped++;
      return false;
    }
    throw new NonFiniteException(problem, context.number, nonFinite);
  }

  /// Fills `out` with the weights to validate and ship with. They differ from the training weights,
  /// which are neither changed nor moved, where a rule keeps others: averages, slow weights.
  public void evaluationWeights(float[] weights, float[] out) {
    transaction.requireRunning();
    requireLength("weights", weights.length);
    requireLength("evaluation weights", out.length);
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

  /// Returns whether gradients are clipped, so that a caller who has [Gradient#norms] at hand saves
  /// the step from reading the gradient for them.
  public boolean clips() {
    return clip < Double.POSITIVE_INFINITY;
  }

  /// Returns what the rules need from the caller.
  public List<Need> needs() {
    List<Need> all = new ArrayList<>();
    for (Need need : Need.values()) {
      if (Arrays.stream(parts)
          .flatMap(part -> Arrays.stream(part.links))
          .anyMatch(link -> link.needs.contains(need))) {
        all.add(need);
      }
    }
    return all;
  }

  /// Returns a copy of everything that the optimizer remembers.
  ///
  /// @throws IllegalStateException if it has stopped
  public OptimizerState state() {
    transaction.requireRunning();
    return Snapshot.of(parts, context.number, text);
  }

  /// Takes over a saved state, after which training goes on as if it had never been interrupted.
  ///
  /// @throws IllegalArgumentException if paths, shapes, types or names differ; the message lists
  ///   all differences, and nothing has changed
  public void restore(OptimizerState state) {
    Snapshot.restore(parts, state);
    context.number = state.step();
    nextPlan = 0;
    skipped = 0;
    transaction.restart();
    for (Part part : parts) {
      part.replan();
    }
  }

  /// Returns the bytes of slots, scalars and work space.
  public long memoryBytes() {
    long sum = context.bytes() + context.pools.bytes();
    for (Part part : parts) {
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

  private void requireLength(String what, int length) {
    if (length != layout.size()) {
      throw new IllegalArgumentException(
          "%s must have %d elements, the size of the optimizer's layout, was %d"
              .formatted(what, layout.size(), length));
    }
  }
}

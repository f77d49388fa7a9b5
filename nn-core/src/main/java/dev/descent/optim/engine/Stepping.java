package dev.descent.optim.engine;

import dev.descent.program.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way of a gradient through an optimizer: it is looked at, added to a window, taken in by
/// transforms and clipping, and makes a step, or is refused.
final class Stepping {
  private final Context context;
  private final Part[] parts;
  private final Part[] all; // with the transforms
  private final List<LiveConfig> lives;
  private final Transaction transaction;
  private final Intake intake;
  private final @Nullable Accumulation window;
  private final LossScaling scaling;
  private final Skips skips;
  private final boolean brief; // nothing but the arrays can be out of the ordinary
  private long nextPlan;

  Stepping(Assembly.Placed placed, List<LiveConfig> lives, Options options, Numbers numbers) {
    this.lives = lives;
    context = placed.context();
    parts = placed.parts().toArray(new Part[0]);
    Part[] transforms = placed.transforms().toArray(new Part[0]);
    all = placed.all();
    transaction = new Transaction(context, parts);
    intake = new Intake(context, parts, transforms, options.nonFinite(), options.clip(), numbers);
    window =
        options.window() == 1
            ? null
            : new Accumulation(options.window(), options.kind(), context.size, numbers);
    scaling = new LossScaling(options.lossScale(), numbers);
    skips = new Skips(options.nonFinite(), numbers);
    brief =
        parts.length == 1
            && transforms.length == 0
            && window == null
            && options.lossScale() == null
            && !intake.wantsNorms()
            && isPlain();
  }

  /// Returns whether no hyper-parameter moves or is extreme, and no rule asks for more than the
  /// gradient.
  private boolean isPlain() {
    boolean plain = true;
    for (LiveConfig live : lives) {
      plain &= !live.moves() && !live.extreme();
    }
    for (Link link : parts[0].links) {
      plain &= !link.needsLoss && !link.needsObjective;
    }
    return plain;
  }

  /// Makes a step, see [Optimizer#step].
  boolean step(float[] weights, Gradient gradient) {
    if (transaction.made(weights, gradient)) {
      if (context.number >= nextPlan) {
        leave();
      }
      skips.used();
      return true;
    }
    if (brief(weights, gradient)) {
      skips.used();
      return true;
    }
    double scale = gradient.scale() / scaling.factor();
    prepare(weights, gradient);
    if (window == null) {
      return update(weights, gradient, scale);
    }
    String problem = look(gradient, false);
    if (!problem.isEmpty()) {
      return refuse(problem, !gradient.hasBadLoss());
    }
    window.add(gradient, context.values, scale);
    intake.countZeroed();
    skips.used();
    return !window.isFull() || flush(weights);
  }

  /// Returns the update that a program may make instead of the next step.
  Update ahead(float[] weights, Gradient gradient) {
    return brief ? transaction.ahead(weights, gradient) : Update.NONE;
  }

  /// Makes a step by the short way; false if it is not open, and nothing has changed.
  boolean brief(float[] weights, Gradient gradient) {
    if (!brief || !transaction.brief(weights, gradient)) {
      return false;
    }
    if (context.number >= nextPlan) {
      leave();
    }
    return true;
  }

  /// Ends the last step of a plan. The next one trains other parameters, their gradient will be
  /// another array, and this one is not kept beside it.
  private void leave() {
    transaction.forget();
    context.release();
    intake.replan();
  }

  /// Makes the step of a window that is not full, see [Optimizer#flush].
  boolean flush(float[] weights) {
    if (window == null || window.isEmpty()) {
      return true;
    }
    Gradient whole = window.whole();
    prepare(weights, whole);
    try {
      return update(weights, whole, whole.scale());
    } finally {
      window.clear();
    }
  }

  private boolean update(float[] weights, Gradient gradient, double scale) {
    String problem = look(gradient, intake.wantsNorms());
    if (!problem.isEmpty()) {
      return refuse(problem, !gradient.hasBadLoss());
    }
    problem = intake.take(weights, scale);
    if (!problem.isEmpty()) {
      return refuse(problem, all.length == parts.length); // else it may be a transform's fault
    }
    try {
      problem = transaction.execute(weights, intake.range(), intake.scaled(), extreme());
    } catch (RuntimeException | Error e) {
      intake.undo();
      throw e;
    }
    if (!problem.isEmpty()) {
      intake.undo();
      return refuse(problem, false);
    }
    intake.commit();
    skips.used();
    scaling.succeeded();
    if (context.number >= nextPlan) {
      leave();
    }
    return true;
  }

  private String look(Gradient gradient, boolean sums) {
    return gradient.hasBadLoss()
        ? "loss must be finite, was " + gradient.loss()
        : intake.look(sums);
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
    context.requireLength("weights", weights.length);
    context.requireLength("gradient", gradient.values().length);
    for (int i = 0; i < lives.size(); i++) {
      lives.get(i).at(context.number);
    }
    context.read(gradient);
    context.weights = weights;
    if (context.number >= nextPlan) {
      transaction.forget();
      intake.replan();
      nextPlan = Long.MAX_VALUE;
      for (Part part : all) {
        part.replan();
      }
    }
    for (Part part : all) {
      part.ready(context.number, 1);
      nextPlan = Math.min(nextPlan, part.plan().next);
      Needs.require(part, gradient);
    }
  }

  private boolean refuse(String problem, boolean ofGradient) {
    if (!ofGradient || !scaling.lower()) {
      skips.skip(problem, context.number);
    }
    return false;
  }

  /// Goes on from another state.
  void restart() {
    nextPlan = 0;
    transaction.restart();
    for (Part part : all) {
      part.replan();
    }
  }

  void requireSettled() {
    transaction.requireSettled();
  }

  void requireRunning() {
    transaction.requireRunning();
  }

  /// Returns the factor by which the caller multiplies losses.
  double lossScale() {
    return scaling.factor();
  }

  /// Returns whether norms of a given gradient are of use: not where it is one of several.
  boolean wantsNorms() {
    return window == null && intake.wantsNorms();
  }

  /// Returns the sum of the gradients of a window, null where none are accumulated.
  float @Nullable [] accumulated() {
    return window == null ? null : window.sum;
  }
}

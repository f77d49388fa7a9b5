package dev.descent.optim.engine;

import dev.descent.program.Update;

/// The part of a step that writes: in place if nothing can overflow, else on a copy that is put
/// back if something does.
final class Transaction {
  private static final Param[] NOBODY = {};

  private final Context context;
  private final Part[] parts;
  private final Part[] order; // whole-model parts first: they see all weights before the step
  private final double[] reaches; // of the parts in a step, in this order
  private final Ranges ranges;
  private Update update = Update.NONE; // that a program may make of the weights that were seen
  private Param[] updated = NOBODY; // by it
  private String stopped = "";

  Transaction(Context context, Part[] parts) {
    this.context = context;
    this.parts = parts;
    order = new Part[parts.length];
    reaches = new double[parts.length];
    ranges = new Ranges(parts);
    int count = 0;
    for (boolean whole : new boolean[] {true, false}) {
      for (Part part : parts) {
        if (part.whole == whole) {
          order[count++] = part;
        }
      }
    }
  }

  /// Starts anew: other parameters are trained, or weights and state have been replaced.
  void forget() {
    ranges.forget();
    update.end();
    update = Update.NONE;
  }

  /// Goes on after a restored state.
  void restart() {
    forget();
    stopped = "";
  }

  /// Refuses anything but the step once a program has made its update. Stops if that has failed in
  /// the middle.
  void requireSettled() {
    if (!update.isBegun()) {
      return;
    }
    if (update.isMade()) {
      throw new IllegalStateException(
          "a run with an update must be followed by the step of the optimizer");
    }
    undo(true, 0, "the run that updated the weights has failed");
    forget();
  }

  void requireRunning() {
    requireSettled();
    if (!stopped.isEmpty()) {
      throw new IllegalStateException(stopped);
    }
  }

  /// Makes a step by the shortest way: one part of one stretch, whose step [#execute] has made
  /// before. The same calls in the same order, without the loops and looks that such a part makes
  /// needless.
  ///
  /// @return false if anything is out of the ordinary: nothing has been written then
  @SuppressWarnings("ReferenceEquality") // the very array
  boolean brief(float[] weights, Gradient gradient) {
    Brief way = parts[0].brief();
    if (ranges.areUnknown(weights, context.number)
        || way == null
        || context.number >= way.until
        || gradient.values().length != context.size
        || gradient.maxAbs() != null
        || gradient.hasBadLoss()) {
      return false;
    }
    context.read(gradient);
    float factor = (float) gradient.scale();
    float max = way.gradientRange();
    float scaled = max * Math.abs(factor);
    if (!(Math.max(max, scaled) <= Ranges.MODERATE && ranges.areModerate())) {
      return false;
    }
    if (context.weights != weights) {
      context.weights = weights;
    }
    context.factor = factor;
    way.begin();
    double slots = ranges.grown(scaled);
    double far = way.reach(ranges.reach(), scaled, slots);
    boolean reached = !ranges.areDue() && far <= Ranges.MODERATE;
    float written;
    try {
      written = way.update(reached);
    } catch (RuntimeException | Error e) {
      undo(true, 0, e.toString());
      throw e;
    }
    if (!(written <= Float.MAX_VALUE)) {
      undo(true, 0, Culprit.result(parts, weights));
      throw new IllegalStateException(stopped);
    }
    way.commit();
    boolean promised = far < Double.POSITIVE_INFINITY;
    committed(written, slots, reached ? far : written, !reached, promised);
    return true;
  }

  /// Returns the update that a program may make instead of the next step, [Update#NONE] if that
  /// step takes more.
  Update ahead(float[] weights, Gradient gradient) {
    requireSettled();
    return ranges.areOf(weights)
            && gradient.maxAbs() == null
            && update.open(weights, gradient.values(), (float) gradient.scale())
        ? update
        : Update.NONE;
  }

  /// Ends a step if a program has made its update. Nothing can overflow in it: there is no slot,
  /// and everything has been moderate before.
  ///
  /// @throws IllegalStateException if the step is given something else than the run was; it can be
  ///   tried again
  boolean made(float[] weights, Gradient gradient) {
    if (!update.isMade()) {
      requireSettled();
      update.end();
      return false;
    }
    update.requireSame(weights, gradient.values(), (float) gradient.scale());
    if (gradient.hasBadLoss()) {
      throw new IllegalStateException(
          "step must be given the loss that the run has returned, which was finite, was %s: to let another loss refuse a step, run without Optimizer.update"
              .formatted(gradient.loss()));
    }
    update.end();
    for (Param param : updated) {
      param.t++;
    }
    context.number++;
    if (!update.within()) {
      forget();
    }
    return true;
  }

  /// Updates everything, or nothing.
  ///
  /// @param gradientRange what nothing in the gradient exceeds, before and after scaling
  /// @param scaled that after scaling
  /// @param extreme whether a hyper-parameter is so large or small that moderate numbers can
  ///   overflow
  /// @return why nothing has changed; empty after a commit
  String execute(float[] weights, float gradientRange, float scaled, boolean extreme) {
    ranges.read(parts, weights, context.number);
    boolean copies = extreme || !(gradientRange <= Ranges.MODERATE && ranges.areModerate());
    double slots = copies ? 0 : ranges.grown(scaled);
    boolean promised = begin(weights, scaled, slots);
    boolean looks = copies || ranges.areDue();
    boolean inPlace = false;
    int saved = 0;
    float max = 0;
    double farthest = 0;
    try {
      for (int i = 0; i < order.length && max <= Float.MAX_VALUE; i++) {
        Part part = order[i];
        boolean reached = !looks && reaches[i] <= Ranges.MODERATE;
        farthest = reached ? Math.max(farthest, reaches[i]) : farthest;
        if (copies || part.whole) {
          part.save(context);
          saved++;
        } else {
          inPlace = true;
        }
        max = Math.max(max, part.sweep().step(!copies, reached));
      }
    } catch (RuntimeException | Error e) {
      undo(inPlace, saved, e.toString());
      throw e;
    }
    String problem =
        max <= Float.MAX_VALUE ? Culprit.scalar(parts) : Culprit.result(parts, weights);
    if (!problem.isEmpty()) {
      undo(inPlace, saved, problem);
      if (inPlace) {
        throw new IllegalStateException(stopped);
      }
      return problem;
    }
    boolean anew = commit();
    committed(max, slots, Math.max(max, farthest), looks, promised);
    if (anew) {
      ranges.forget();
    }
    return "";
  }

  /// Returns whether a rule has told how far it reaches.
  private boolean begin(float[] weights, float scaled, double slots) {
    for (Part part : parts) {
      part.saveNumbers();
      part.start(weights);
    }
    try {
      boolean promised = false;
      for (int i = 0; i < order.length; i++) {
        order[i].begin();
        reaches[i] = order[i].reach(ranges.reach(), order[i].share(), scaled, slots);
        promised |= reaches[i] < Double.POSITIVE_INFINITY;
      }
      return promised;
    } catch (RuntimeException | Error e) {
      undoNumbers();
      throw e;
    }
  }

  private void undo(boolean inPlace, int saved, String problem) {
    ranges.forget();
    if (inPlace) {
      stopped =
          "optimizer has stopped in step %d, which cannot be undone: %s; continue from the last checkpoint"
              .formatted(context.number, problem);
      return;
    }
    for (int i = 0; i < saved; i++) {
      order[i].undo(context);
    }
    undoNumbers();
  }

  private void undoNumbers() {
    for (Part part : parts) {
      part.undoNumbers();
    }
  }

  /// Returns whether there are parameters or slots that no range is known of.
  private boolean commit() {
    boolean anew = false;
    for (Part part : order) {
      anew |= part.commit();
    }
    Brief way = parts[0].brief();
    update = way == null ? Update.NONE : way.update;
    updated = way == null ? NOBODY : way.params;
    return anew;
  }

  private void committed(
      float max, double slots, double farthest, boolean looks, boolean promised) {
    context.number++;
    ranges.committed(max, slots, farthest, looks, promised);
    if (!ranges.areModerate()) {
      update = Update.NONE;
    }
  }
}

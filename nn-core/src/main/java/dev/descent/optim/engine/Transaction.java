package dev.descent.optim.engine;

import dev.descent.program.Update;
import org.jspecify.annotations.Nullable;

/// The part of a step that writes: in place if nothing can overflow, else on a copy that is put
/// back if something does. (Longer than most classes: the ways of a step, the short one and that of
/// a program among them, share what is known of the ranges.)
final class Transaction {
  /// With everything within this, no product of two and no sum of such products over a block
  /// overflows.
  static final float MODERATE = 0x1p58f;

  /// How many steps in a row may go without a look at the weights: a rule that breaks its promise,
  /// or a caller who writes a NaN, is found out after so many.
  private static final int BLIND = 15;

  /// After how many steps slots are read again where their bound decides whether weights are looked
  /// at: bounds grow, and what rules promise grows with them.
  private static final int BOUND = 256;

  private static final Param[] NOBODY = {};

  private final Context context;
  private final Part[] parts;
  private final Part[] order; // whole-model parts first: they see all weights before the step
  private final double[] reaches; // of the parts in a step, in this order
  private final boolean squares; // of gradients, which slots gain
  private float range = Float.NaN; // of the weights and slots that the last step has looked at
  private double bound; // of the slots that it has not; never too small
  private double reach; // of the weights, looked at or not
  private boolean promised; // how far a rule reaches
  private int blind = BLIND; // steps since somebody has looked at all weights
  private float @Nullable [] seen; // the weights whose range is known
  private Update update = Update.NONE; // that a program may make of the weights that were seen
  private Param[] updated = NOBODY; // by it
  private String stopped = "";

  Transaction(Context context, Part[] parts) {
    this.context = context;
    this.parts = parts;
    order = new Part[parts.length];
    reaches = new double[parts.length];
    boolean any = false;
    for (Part part : parts) {
      any |= part.squares;
    }
    squares = any;
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
    seen = null;
    blind = BLIND;
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
    if (isUnknown(weights)
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
    if (!(Math.max(range, Math.max(max, scaled)) <= MODERATE && bound <= MODERATE)) {
      return false;
    }
    if (context.weights != weights) {
      context.weights = weights;
    }
    context.factor = factor;
    way.begin();
    double slots = grown(scaled);
    double far = way.reach(reach, scaled, slots);
    boolean reached = blind < BLIND && far <= MODERATE;
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
    committed(written, slots, reached ? far : written);
    blind = reached ? blind + 1 : 0;
    promised = far < Double.POSITIVE_INFINITY;
    return true;
  }

  /// Returns the update that a program may make instead of the next step, [Update#NONE] if that
  /// step takes more.
  @SuppressWarnings("ReferenceEquality") // the very array
  Update ahead(float[] weights, Gradient gradient) {
    requireSettled();
    return seen == weights
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
  /// @param gradientRange the largest magnitude in the gradient, before and after scaling
  /// @param scaled that after scaling
  /// @param extreme whether a hyper-parameter is so large or small that moderate numbers can
  ///   overflow
  /// @return why nothing has changed; empty after a commit
  String execute(float[] weights, float gradientRange, float scaled, boolean extreme) {
    boolean copies = extreme || !(Math.max(gradientRange, range(weights)) <= MODERATE);
    double slots = copies ? 0 : grown(scaled);
    begin(weights, scaled, slots);
    boolean looks = copies || blind == BLIND;
    blind = looks ? 0 : blind + 1;
    boolean inPlace = false;
    int saved = 0;
    float max = 0;
    double farthest = 0;
    try {
      for (int i = 0; i < order.length && max <= Float.MAX_VALUE; i++) {
        Part part = order[i];
        boolean reached = !looks && reaches[i] <= MODERATE;
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
    commit(max, slots, Math.max(max, farthest));
    return "";
  }

  /// Returns whether weights and slots have to be read to know their range.
  @SuppressWarnings("ReferenceEquality") // the very array
  private boolean isUnknown(float[] weights) {
    return seen != weights || (promised && context.number % BOUND == 0);
  }

  private float range(float[] weights) {
    if (isUnknown(weights) || bound > Math.max(range, MODERATE)) {
      range = 0;
      for (Part part : parts) {
        part.start(weights);
        range = Math.max(range, part.sweep().range());
      }
      bound = range;
      reach = range;
      seen = weights;
    }
    return range;
  }

  /// Returns what no slot exceeds that has kept its promise, see `Slot.gains`. Hyper-parameters of
  /// steps in place are at most 2²⁰; the last factor is for rounding.
  private double grown(float scaled) {
    double power = squares && scaled > 1 ? (double) scaled * scaled : scaled;
    return (bound + power + 0x1p20) * (1 + 0x1p-20);
  }

  private void begin(float[] weights, float scaled, double slots) {
    for (Part part : parts) {
      part.saveNumbers();
      part.start(weights);
    }
    try {
      promised = false;
      for (int i = 0; i < order.length; i++) {
        order[i].begin();
        reaches[i] = order[i].reach(reach, order[i].share(), scaled, slots);
        promised |= reaches[i] < Double.POSITIVE_INFINITY;
      }
    } catch (RuntimeException | Error e) {
      undoNumbers();
      throw e;
    }
  }

  private void undo(boolean inPlace, int saved, String problem) {
    seen = null;
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

  private void commit(float max, double slots, double farthest) {
    boolean anew = false;
    for (Part part : order) {
      anew |= part.commit();
    }
    Brief way = parts[0].brief();
    update = way == null ? Update.NONE : way.update;
    updated = way == null ? NOBODY : way.params;
    committed(max, slots, farthest);
    if (anew) {
      seen = null;
    }
  }

  private void committed(float max, double slots, double farthest) {
    context.number++;
    range = max;
    bound = Math.max(slots, max);
    reach = farthest;
    if (bound > MODERATE) {
      update = Update.NONE;
    }
  }
}

package dev.descent.program;

/// The plainest update of weights, `w - decay * w - rate * (scale * gradient)`, every operation
/// rounded, over a stretch of them: what a program can do in the same pass as the gradient, while
/// both are in registers. An optimizer hands it out, see `Optimizer.update`.
///
/// A program that makes it has looked first: the loss is finite, and no magnitude in the gradient,
/// before or after scaling, is beyond the limit. Else, or if the program has no such pass, the
/// weights are as they were, and the optimizer's step does everything. It is for one run.
public final class Update {
  /// No update: a run with it is a run.
  public static final Update NONE = new Update(0, 0, 0, 0, 0);

  final int from;
  final int to;
  final float rate;
  final float decay;
  final int limit; // the bits of what no magnitude in weights may exceed
  float scale = 1;
  int gradientLimit; // that of the gradient
  boolean open;
  boolean begun; // a run writes weights
  boolean made; // and has written the last of them
  boolean within; // whether no new weight is beyond the limit
  private final float most;
  float[] weights = {};
  float[] gradient = {};

  /// Creates the update of the weights [from, to).
  ///
  /// @param decay the share of each weight that goes; −0 for none
  /// @param limit the largest magnitude with which it is made, or leaves
  public Update(int from, int to, float rate, float decay, float limit) {
    this.from = from;
    this.to = to;
    this.rate = rate;
    this.decay = decay;
    this.limit = Float.floatToIntBits(limit);
    most = limit;
    gradientLimit = this.limit;
  }

  /// Lets a run with these arrays make it.
  ///
  /// @param factor the factor of the gradient
  /// @return false if it cannot be made with this factor, or is one of no weights, as [#NONE]
  /// @throws IllegalStateException if a run has begun it and nobody has asked for its [#end]
  @SuppressWarnings("ReferenceEquality") // the very array: to write it again has a price
  public boolean open(float[] weightsOfRun, float[] gradientOfRun, float factor) {
    if (begun) {
      throw new IllegalStateException(
          "a run with an update must be followed by the step of the optimizer");
    }
    if (from == to) {
      return false;
    }
    if (weights != weightsOfRun) {
      weights = weightsOfRun;
    }
    if (gradient != gradientOfRun) {
      gradient = gradientOfRun;
    }
    if (Float.floatToRawIntBits(scale) != Float.floatToRawIntBits(factor)) {
      float magnitude = Math.abs(factor);
      scale = factor;
      // a little less than what the product may be
      float bound = magnitude <= 1 ? most : most / magnitude * 0.999f;
      gradientLimit = magnitude <= Float.MAX_VALUE ? Float.floatToIntBits(bound) : -1;
    }
    open = gradientLimit >= 0;
    return open;
  }

  /// Returns whether a run has written weights, and nobody has asked for the [#end].
  public boolean isBegun() {
    return begun;
  }

  /// Returns whether that run has written all of them: not if it has ended in the middle, such as
  /// by a full heap.
  public boolean isMade() {
    return made;
  }

  /// Refuses a step that is given something else than the run that has made it was.
  ///
  /// @throws IllegalStateException if an array or the factor is another than that of [#open]
  @SuppressWarnings("ReferenceEquality") // the very arrays
  public void requireSame(float[] weightsOfStep, float[] gradientOfStep, float factor) {
    if (weights != weightsOfStep) {
      throw new IllegalStateException("step must be given the weights that the run has updated");
    }
    if (gradient != gradientOfStep) {
      throw new IllegalStateException(
          "step must be given the gradient's array that the run has used, was another: set values"
              + " before Optimizer.update");
    }
    if (Float.floatToRawIntBits(scale) != Float.floatToRawIntBits(factor)) {
      throw new IllegalStateException(
          "step must be given the gradient's scale that the run has used, %s, was %s: set scale before Optimizer.update"
              .formatted(scale, factor));
    }
  }

  /// Ends it: no further run makes it.
  public void end() {
    if (open || begun) {
      open = false;
      begun = false;
      made = false;
    }
  }

  /// Returns whether no weight that it has left is beyond the limit.
  public boolean within() {
    return within;
  }

  /// Returns whether a run may make an update, of the weights [from, to).
  @SuppressWarnings("ReferenceEquality") // the very arrays
  static boolean isOpen(Update update, Frame frame, int from, int to) {
    return update.open
        && update.from == from
        && update.to == to
        && update.weights == frame.parameters
        && update.gradient == frame.gradient;
  }

  /// Returns whether a run is to make an update now, and takes it for begun if so.
  ///
  /// @param within whether no magnitude in the gradient is beyond its limit
  static boolean make(Update update, boolean within, float loss) {
    boolean make = within && Math.abs(loss) <= Float.MAX_VALUE;
    update.open = false;
    update.begun = make;
    return make;
  }
}

package dev.descent.program;

/// The plainest update of weights, `w - decay * w - rate * (scale * gradient)`, every operation
/// rounded, over a stretch of them: what a program can do in the same pass as the gradient, while
/// both are in registers. An optimizer hands it out, see `Optimizer.update`.
///
/// A program that makes it has looked first: the loss is finite, and no magnitude in the gradient,
/// before or after scaling, is beyond the limit. Else, or if the program has no such pass, the
/// weights are as they were, and the optimizer's step does everything.
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
  boolean made;
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
  /// @return false if it cannot be made with this factor
  /// @throws IllegalStateException if a run has made it and nobody has asked for its [#end]
  @SuppressWarnings("ReferenceEquality") // the very array: to write it again has a price
  public boolean open(float[] weightsOfRun, float[] gradientOfRun, float factor) {
    if (made) {
      throw new IllegalStateException(
          "a run with an update must be followed by the step of the optimizer");
    }
    if (weights != weightsOfRun) {
      weights = weightsOfRun;
    }
    if (gradient != gradientOfRun) {
      gradient = gradientOfRun;
    }
    if (scale != factor) {
      float magnitude = Math.abs(factor);
      scale = factor;
      // a little less than what the product may be
      float bound = magnitude <= 1 ? most : most / magnitude * 0.999f;
      gradientLimit = magnitude <= Float.MAX_VALUE ? Float.floatToIntBits(bound) : -1;
    }
    open = gradientLimit >= 0;
    return open;
  }

  /// Ends it: no further run makes it.
  ///
  /// @return whether a run has made it
  public boolean end() {
    boolean done = made;
    if (open || done) {
      open = false;
      made = false;
    }
    return done;
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

  /// Returns whether a run is to make an update now, and takes it for made if so.
  ///
  /// @param within whether no magnitude in the gradient is beyond its limit
  static boolean make(Update update, boolean within, float loss) {
    boolean make = within && Math.abs(loss) <= Float.MAX_VALUE;
    update.open = false;
    update.made = make;
    return make;
  }
}

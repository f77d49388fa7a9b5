package dev.descent.optim.engine;

import dev.descent.kernel.SliceNorms;
import dev.descent.optim.spi.Objective;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The arrays and numbers of the step that is going on, for all parts.
final class Context {
  private static final float[] NONE = {};

  /// Of a sum of squares whose root is not too large to serve for the largest magnitude.
  private static final double MODERATE = 0x1p114;

  final Team team;
  final int size;
  final Pools pools;
  long number;
  Gradient gradient = new Gradient(NONE);
  float[] values = NONE;
  float[] weights = NONE;
  double loss; // of the batch
  float factor = 1; // of the gradient
  float[] out = NONE; // for evaluation weights
  private double @Nullable [] squares; // of each slice of the gradient, where they are known
  private float @Nullable [] largest; // what none exceeds in each slice of the gradient, if known
  private float[] norms = NONE; // of the slices
  private float[] own = NONE; // a gradient that may be changed
  private float[] step = NONE;
  private float[] point = NONE;
  private float[] other = NONE;
  private float[] direction = NONE;

  Context(Team team, int size, Pools pools) {
    this.team = team;
    this.size = size;
    this.pools = pools;
  }

  /// Checks the length of an array of the caller's.
  void requireLength(String what, int length) {
    if (length != size) {
      throw new IllegalArgumentException(
          "%s must have %d elements, the size of the optimizer's layout (padded to a multiple of %d), was %d"
              .formatted(what, size, Layout.PADDING, length));
    }
  }

  /// Takes a gradient as it is given.
  @SuppressWarnings("ReferenceEquality") // the very object: to write it again has a price
  void read(Gradient given) {
    if (gradient != given) {
      gradient = given;
    }
    if (values != given.values()) {
      values = given.values();
    }
    loss = given.loss();
    largest = given.maxAbs();
    squares = given.sumSquares();
  }

  /// Lets go of the caller's gradient, so that its memory can serve another one.
  void release() {
    read(new Gradient(NONE));
  }

  /// Returns what no magnitude of the gradient exceeds in each slice, NaN or infinite if one is:
  /// the largest, which came with it or one look at it tells, or the norm, if that is known and
  /// moderate.
  ///
  /// @param sums whether sums of squares are wanted as well
  float[] largest(SliceNorms read, boolean sums) {
    float[] known = largest;
    if (known != null) {
      requireSlices("magnitudes", known.length, read.slices());
    }
    if (known == null || (sums && squares == null)) {
      read.changed(values);
      if (sums && squares == null) {
        squares = read.sumSquares();
      }
      double[] sum = squares;
      if (sum != null) {
        requireSlices("sums of squares", sum.length, read.slices());
      }
      if (known == null) {
        known = sum != null && areModerate(sum) ? norms(sum) : read.maxAbs();
        largest = known;
      }
    }
    return known;
  }

  private static void requireSlices(String what, int length, int slices) {
    if (length < slices) {
      throw new IllegalArgumentException(
          "%s of a gradient must be given for each of %d slices of the layout, were %d: give null to have them computed"
              .formatted(what, slices, length));
    }
  }

  private static boolean areModerate(double[] squares) {
    boolean moderate = true;
    for (double square : squares) {
      moderate &= square <= MODERATE;
    }
    return moderate;
  }

  /// Returns the norm of each slice, a little more for rounding: squares below 2⁻¹⁴⁹ have become 0.
  private float[] norms(double[] squares) {
    if (norms.length != squares.length) {
      norms = new float[squares.length];
    }
    for (int i = 0; i < squares.length; i++) {
      norms[i] = (float) (Math.sqrt(squares[i]) * (1 + 0x1p-20) + 0x1p-74);
    }
    return norms;
  }

  /// Goes over to a copy of the gradient that may be changed, multiplied by a factor.
  void copyGradient(float scale) {
    float[] from = values;
    float[] to = own();
    for (int i = 0; i < to.length; i++) {
      to[i] = scale * from[i];
    }
  }

  /// Goes over to a copy of the gradient with 0 for each NaN in the parameters that parts train;
  /// returns how many there were.
  int zeroNans(Part[] parts) {
    float[] from = values;
    float[] to = own();
    System.arraycopy(from, 0, to, 0, size);
    int count = 0;
    for (Part part : parts) {
      for (int p = 0; p < part.plan().parameters(); p++) {
        Param param = part.plan().param(p);
        for (int i = param.offset; i < param.end; i++) {
          boolean bad = Float.isNaN(to[i]);
          to[i] = bad ? 0 : to[i];
          count += bad ? 1 : 0;
        }
      }
    }
    return count;
  }

  private float[] own() {
    if (own.length != size) {
      own = new float[size];
    }
    values = own;
    largest = null;
    squares = null;
    return own;
  }

  /// Returns the vector for steps that are kept apart from the weights.
  float[] step() {
    if (step.length != size) {
      step = new float[size];
    }
    return step;
  }

  /// Returns Σ x² of a parameter's gradient, before scaling, in the canonical order.
  double sumSquares(Param param) {
    double[] known = squares;
    return known != null && known[param.slice] <= Double.MAX_VALUE
        ? known[param.slice]
        : Dots.dot(values, param.offset, values, param.offset, param.end - param.offset);
  }

  /// Evaluates the batch's objective with a part's weights replaced.
  double evaluate(Part part, float[] at, float[] slope) {
    Objective objective = Objects.requireNonNull(gradient.objective());
    if (part.from == 0 && part.to == size && at.length == size && slope.length == size) {
      return objective.evaluate(at, slope);
    }
    double loss = objective.evaluate(whole(part, at), scratch());
    System.arraycopy(other, part.from, slope, part.from, part.to - part.from);
    return loss;
  }

  /// Returns a vector of zeros, for a direction in the space of all weights.
  float[] direction() {
    if (direction.length != size) {
      direction = new float[size];
    }
    Arrays.fill(direction, 0);
    return direction;
  }

  /// Returns the product of the Hessian at the weights with the direction.
  float[] hessianTimesDirection() {
    Objects.requireNonNull(gradient.objective()).hessianVector(weights, direction, scratch());
    return other;
  }

  private float[] whole(Part part, float[] at) {
    if (point.length != size) {
      point = new float[size];
    }
    System.arraycopy(weights, 0, point, 0, size);
    System.arraycopy(at, part.from, point, part.from, part.to - part.from);
    return point;
  }

  private float[] scratch() {
    if (other.length != size) {
      other = new float[size];
    }
    return other;
  }

  /// Returns the bytes of the vectors made so far.
  long bytes() {
    return 4L * (own.length + step.length + point.length + other.length + direction.length);
  }
}

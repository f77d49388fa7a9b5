package dev.descent.optim.engine;

import dev.descent.optim.spi.Objective;
import dev.descent.parallel.Team;
import java.util.Arrays;
import java.util.Objects;

/// The arrays and numbers of the step that is going on, for all parts.
final class Context {
  private static final float[] NONE = {};

  final Team team;
  final int size;
  final Pools pools;
  long number;
  Gradient gradient = new Gradient(NONE);
  float[] values = NONE;
  float[] weights = NONE;
  float factor = 1; // of the gradient
  float[] out = NONE; // for evaluation weights
  private float[] step = NONE;
  private float[] point = NONE;
  private float[] other = NONE;
  private float[] direction = NONE;

  Context(Team team, int size, Pools pools) {
    this.team = team;
    this.size = size;
    this.pools = pools;
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
    double[] known = gradient.sumSquares();
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
    return 4L * (step.length + point.length + other.length + direction.length);
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import java.util.List;

/// The loss along a direction: what line searches evaluate. Lives for one step.
final class Line {
  static final Slot ORIGIN = Slot.scratch("origin");
  static final Slot DIRECTION = Slot.scratch("direction");
  private static final Slot POINT = Slot.scratch("point");
  private static final Slot SLOPE = Slot.scratch("slope");
  static final List<Slot> SLOTS = List.of(ORIGIN, DIRECTION, POINT, SLOPE);

  final float[] origin;
  final float[] direction;
  final float[] point;
  final float[] gradient;
  private final Block block;
  private final Objective objective;
  private int evaluations;
  private double at;
  private double value;
  private double derivative;

  Line(Block block, Objective objective) {
    this.block = block;
    this.objective = objective;
    origin = block.slot(ORIGIN);
    direction = block.slot(DIRECTION);
    point = block.slot(POINT);
    gradient = block.slot(SLOPE);
  }

  /// Copies the weights into the origin and their gradient into `into`.
  static void start(Step step, Block block, float[] origin, float[] into) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float scale = block.scale();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      origin[i] = w[i];
      into[i] = scale * g[i];
    }
  }

  /// Moves the point to origin + t · direction, without an evaluation.
  void move(double t) {
    float length = (float) t;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      point[i] = origin[i] + length * direction[i];
    }
  }

  /// Evaluates at origin + t · direction.
  void evaluate(double t) {
    move(t);
    value = objective.evaluate(point, gradient);
    derivative = block.dot(gradient, direction);
    at = t;
    evaluations++;
  }

  /// Evaluates at t unless that was done last.
  void settle(double t) {
    if (at != t || evaluations == 0) {
      evaluate(t);
    }
  }

  /// Makes the point the origin, and writes the gradient there into `into`.
  void arrive(float[] into) {
    int n = block.to() - block.from();
    System.arraycopy(point, block.from(), origin, block.from(), n);
    System.arraycopy(gradient, block.from(), into, block.from(), n);
    at = Double.NaN;
  }

  /// Returns the length of the last evaluation.
  double at() {
    return at;
  }

  double value() {
    return value;
  }

  double derivative() {
    return derivative;
  }

  /// Returns whether the last evaluation gave numbers that a search can work with.
  boolean finite() {
    return Double.isFinite(value) && Double.isFinite(derivative);
  }

  int evaluations() {
    return evaluations;
  }

  /// Adds what the weights gain when they move to the point.
  void take() {
    float[] w = block.weights();
    float[] step = block.step();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] += point[i] - w[i];
    }
  }

  /// Returns the largest magnitude.
  static double largest(Block block, float[] a) {
    float max = 0;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      max = Math.max(max, Math.abs(a[i]));
    }
    return max;
  }
}

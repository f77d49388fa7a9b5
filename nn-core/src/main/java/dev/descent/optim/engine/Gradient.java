package dev.descent.optim.engine;

import dev.descent.optim.spi.Objective;
import dev.descent.runtime.Required;
import org.jspecify.annotations.Nullable;

/// What a step is made from: the gradient, and what is known beside it. One object serves all steps
/// of a run; set what changes before each.
///
/// Only the array with the gradient is needed. A loss is checked for finiteness and serves rules
/// that ask for it. Sums of squares and largest magnitudes per slice of the layout, where somebody
/// has them anyway, save the step from reading the gradient once more.
public final class Gradient {
  private float[] values;
  private double loss;
  private boolean hasLoss;
  private double scale = 1;
  private double samples = 1;
  private double @Nullable [] sumSquares;
  private float @Nullable [] maxAbs;
  private @Nullable Objective objective;

  /// Creates a gradient that reads this array, laid out as the weights.
  public Gradient(float[] values) {
    this.values = required(values);
  }

  /// Sets another array.
  public Gradient values(float[] next) {
    values = required(next);
    return this;
  }

  private static float[] required(float[] values) {
    return Required.given(
        values, "values of a gradient", "give Program.gradient() or such an array");
  }

  /// Sets the batch's loss.
  public Gradient loss(double next) {
    loss = next;
    hasLoss = true;
    return this;
  }

  /// Sets the factor that makes the values the gradient: 1/loss scale, 1/number of accumulated
  /// batches. 1 until set.
  public Gradient scale(double next) {
    scale = next;
    return this;
  }

  /// Sets how much the gradient counts where several are accumulated and [Window#SAMPLE_MEAN] is
  /// taken: the number of samples over which it is a mean. 1 until set.
  ///
  /// @throws IllegalArgumentException if it is not finite and positive
  public Gradient samples(double next) {
    if (!(next > 0 && next <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "samples of a gradient must be finite and > 0, was " + next);
    }
    samples = next;
    return this;
  }

  /// Sets, for each slice of the layout, Σ x² (in the order of the canonical norm) and max |x| of
  /// the values; null: not known. Sums alone are enough: magnitudes are taken to be as large as the
  /// norm of their slice then.
  public Gradient norms(double @Nullable [] squares, float @Nullable [] magnitudes) {
    sumSquares = squares;
    maxAbs = magnitudes;
    return this;
  }

  /// Sets the batch's loss as a function of the weights; null: there is none.
  public Gradient objective(@Nullable Objective next) {
    objective = next;
    return this;
  }

  float[] values() {
    return values;
  }

  double loss() {
    return loss;
  }

  boolean hasLoss() {
    return hasLoss;
  }

  /// Returns whether there is a loss that is not finite.
  boolean hasBadLoss() {
    return hasLoss && !Double.isFinite(loss);
  }

  double scale() {
    return scale;
  }

  double samples() {
    return samples;
  }

  double @Nullable [] sumSquares() {
    return sumSquares;
  }

  float @Nullable [] maxAbs() {
    return maxAbs;
  }

  @Nullable Objective objective() {
    return objective;
  }
}

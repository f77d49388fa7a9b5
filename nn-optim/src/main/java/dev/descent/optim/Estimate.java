package dev.descent.optim;

import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;

/// Numbers of a group that rules without a learning rate of their own keep from step to step.
final class Estimate {
  /// β₁ᵗ and β₂ᵗ as products, so that a group that starts late counts its own steps.
  static final Scalar POWER_1 = Scalar.ofGroup("beta1_power", 1);

  static final Scalar POWER_2 = Scalar.ofGroup("beta2_power", 1);

  private Estimate() {}

  /// Multiplies a power by one more factor and returns 1 − it.
  static double debias(Step step, Scalar power, double beta) {
    double next = step.get(power) * beta;
    step.set(power, next);
    return 1 - next;
  }

  /// Returns the value, or NaN for what has overflowed: a step that leaves a NaN in a scalar is
  /// refused, an infinite sum would end the training without a word.
  static double finite(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}

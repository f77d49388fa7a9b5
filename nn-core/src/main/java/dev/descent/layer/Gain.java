package dev.descent.layer;

/// How much larger weights must be so that a nonlinearity behind them keeps the variance: PyTorch's
/// `calculate_gain`.
public final class Gain {
  /// No nonlinearity, or sigmoid.
  public static final double LINEAR = 1;

  /// tanh.
  public static final double TANH = 5.0 / 3;

  /// The rectifier: √2.
  public static final double RELU = Math.sqrt(2);

  /// SELU.
  public static final double SELU = 0.75;

  private Gain() {}

  /// Returns √(2 / (1 + slope²)), the gain of the leaky rectifier.
  public static double leakyRelu(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }
}

package dev.descent.layer;

import dev.descent.tensor.Shape;

/// Which connections of a weight an initializer counts.
///
/// A weight is `[outputs, inputs, ...]`; further axes (a convolution's window) multiply both
/// counts.
public enum Fan {
  /// The inputs of one output: keeps the size of activations.
  IN,
  /// The outputs of one input: keeps the size of gradients.
  OUT,
  /// The mean of both.
  AVERAGE;

  /// Returns the count for a weight of the given shape.
  ///
  /// @throws IllegalArgumentException if the shape has less than two axes
  public double of(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "fan-in and fan-out need a weight [outputs, inputs, ...], was " + shape);
    }
    double window = shape.sizeBetween(2, shape.rank());
    double in = shape.at(1) * window;
    double out = shape.at(0) * window;
    return switch (this) {
      case IN -> in;
      case OUT -> out;
      case AVERAGE -> (in + out) / 2;
    };
  }
}

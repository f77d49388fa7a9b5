package dev.descent.layer;

import dev.descent.tensor.Shape;

/// The values that a parameter has before training: a pure function of key, shape and element
/// index.
@FunctionalInterface
public interface Initializer {
  /// Writes the initial values of a tensor of the given shape to `values[offset ...]`.
  ///
  /// @param key the random key of this parameter, made from the seed and the parameter's path
  /// @param shape the parameter's shape
  /// @param values the array that receives them
  /// @param offset the index of the first element
  void fill(long key, Shape shape, float[] values, int offset);
}

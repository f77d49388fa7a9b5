package dev.descent.layer;

import dev.descent.tensor.Value;

/// One value in, one value out: a piece of a network that asks the scope for what it owns.
///
/// Layers are immutable (records, or lambdas for a user's own) and hold no numbers; the same layer
/// may be traced any number of times. Layers with several inputs are records with a method of their
/// own.
@FunctionalInterface
public interface Layer {
  /// Returns the layer's output for an input.
  ///
  /// @param scope where the layer finds its parameters and state, under the path of the layer
  /// @param input the input; which shapes are accepted is the layer's choice
  Value apply(Scope scope, Value input);
}

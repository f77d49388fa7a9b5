package dev.descent.optim;

/// Which axis of a parameter counts its units: the rows of weights that one output is made from. A
/// parameter with less than two axes is one unit.
public enum Units {
  /// The first axis: weights are [outputs, inputs, ...], as here and in PyTorch.
  FIRST_AXIS,
  /// The last axis: weights are [..., inputs, outputs], as in Keras and Flax.
  LAST_AXIS
}

package dev.descent.layer;

import dev.descent.tensor.Value;

/// x − ln Σ eˣ along an axis.
///
/// @param axis the axis; −1 is the last one
public record LogSoftmax(int axis) implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.logSoftmax(axis);
  }
}

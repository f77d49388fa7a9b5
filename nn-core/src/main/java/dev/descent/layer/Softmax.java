package dev.descent.layer;

import dev.descent.tensor.Value;

/// eˣ / Σ eˣ along an axis. A network that is trained with cross-entropy ends in logits, without
/// this layer.
///
/// @param axis the axis; −1 is the last one
public record Softmax(int axis) implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.softmax(axis);
  }
}

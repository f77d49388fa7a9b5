package dev.descent.layer;

import dev.descent.tensor.Value;

/// Makes the axes from a given one on a single axis.
///
/// @param from the first axis that goes into it; 1 keeps the rows of a batch apart
public record Flatten(int from) implements Layer {
  /// Keeps the rows of a batch apart.
  public Flatten() {
    this(1);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return input.flatten(from);
  }
}

package dev.descent.layer;

import dev.descent.tensor.Value;

/// The rectifier: max(x, 0), element by element. Its slope at 0 is 0, as in PyTorch.
public record Relu() implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.relu();
  }
}

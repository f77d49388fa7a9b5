package dev.descent.layer;

import dev.descent.tensor.Value;

/// x brought into [0, 6], element by element.
public record Relu6() implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.clamp(0, 6);
  }
}

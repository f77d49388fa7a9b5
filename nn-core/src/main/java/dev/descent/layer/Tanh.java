package dev.descent.layer;

import dev.descent.tensor.Value;

/// The hyperbolic tangent, element by element.
public record Tanh() implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.tanh();
  }
}

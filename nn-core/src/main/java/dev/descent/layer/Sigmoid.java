package dev.descent.layer;

import dev.descent.tensor.Value;

/// The logistic function 1 / (1 + e⁻ˣ), element by element.
public record Sigmoid() implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.sigmoid();
  }
}

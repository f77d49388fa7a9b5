package dev.descent.layer;

import dev.descent.tensor.Value;

/// x · sigmoid(x), element by element (also called swish).
public record Silu() implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    return input.silu();
  }
}

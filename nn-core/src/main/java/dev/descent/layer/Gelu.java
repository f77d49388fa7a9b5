package dev.descent.layer;

import dev.descent.tensor.Value;

/// x · Φ(x) with the normal distribution's Φ, element by element, or its approximation x / 2 · (1 +
/// tanh(√(2/π) · (x + 0.044715 x³))).
///
/// @param approximate whether to use the approximation
public record Gelu(boolean approximate) implements Layer {
  /// The exact function.
  public Gelu() {
    this(false);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return approximate ? input.geluTanh() : input.gelu();
  }
}

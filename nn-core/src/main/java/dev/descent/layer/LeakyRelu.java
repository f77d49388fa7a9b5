package dev.descent.layer;

import dev.descent.tensor.Value;

/// x where x > 0, else slope · x, element by element.
///
/// @param slope the slope on the negative side; PyTorch's default is 0.01
public record LeakyRelu(double slope) implements Layer {
  /// The default slope of 0.01.
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return input.leakyRelu(slope);
  }
}

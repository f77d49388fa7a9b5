package dev.descent.layer;

import dev.descent.tensor.Value;

/// x where x > 0, else alpha · (eˣ − 1), element by element.
///
/// @param alpha the negated limit on the negative side; PyTorch's default is 1
public record Elu(double alpha) implements Layer {
  /// The default alpha of 1.
  public Elu() {
    this(1);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return input.elu(alpha);
  }
}

package dev.descent.layer;

import dev.descent.tensor.Value;

/// ln(1 + e^(beta · x)) / beta, element by element. PyTorch cuts the function off where beta · x >
/// 20; here it is smooth everywhere, which in `float` is the same.
///
/// @param beta the sharpness; PyTorch's default is 1
public record Softplus(double beta) implements Layer {
  /// Checks that beta is positive.
  public Softplus {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("softplus beta must be > 0, was " + beta);
    }
  }

  /// The default beta of 1.
  public Softplus() {
    this(1);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return beta == 1 ? input.softplus() : input.multiply(beta).softplus().divide(beta);
  }
}

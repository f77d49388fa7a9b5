package dev.descent.layer;

import dev.descent.tensor.Value;

/// ln(1 + e^(beta · x)) / beta, element by element, and x itself where beta · x is above a
/// threshold, as in PyTorch.
///
/// @param beta the sharpness; PyTorch's default is 1
/// @param threshold where the function becomes x; from 20 on no `float` tells the difference, and
///   nothing is cut
public record Softplus(double beta, double threshold) implements Layer {
  /// Checks that beta is positive.
  public Softplus {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("softplus beta must be > 0, was " + beta);
    }
  }

  /// PyTorch's defaults: beta 1 and threshold 20.
  public Softplus() {
    this(1, 20);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value scaled = input.multiply(beta);
    Value smooth = scaled.softplus().multiply(1 / beta);
    return threshold >= 20 ? smooth : scaled.add(-threshold).step().where(input, smooth);
  }
}

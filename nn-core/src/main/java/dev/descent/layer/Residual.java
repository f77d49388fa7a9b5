package dev.descent.layer;

import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Value;

/// The input plus what a layer makes of it; the layer's name is `inner`.
///
/// @param inner the layer, which must keep the shape
public record Residual(Layer inner) implements Layer {
  @Override
  public Value apply(Scope scope, Value input) {
    Value change = scope.call("inner", inner, input);
    if (!change.shape().equals(input.shape())) {
      throw new ShapeMismatchException(
          "residual needs an inner layer that keeps the shape: %s became %s"
              .formatted(input.shape(), change.shape()));
    }
    return input.add(change);
  }
}

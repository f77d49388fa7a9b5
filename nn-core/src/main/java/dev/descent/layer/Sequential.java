package dev.descent.layer;

import dev.descent.tensor.Value;
import java.util.List;

/// Layers one behind the other; their names are their positions, `0`, `1`, ...
///
/// {@snippet file="dev/descent/layer/SnippetsTest.java" region="sequential"}
///
/// @param layers the layers in order
public record Sequential(List<Layer> layers) implements Layer {
  /// Copies the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// Returns the given layers one behind the other.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value value = input;
    for (int i = 0; i < layers.size(); i++) {
      value = scope.call(Integer.toString(i), layers.get(i), value);
    }
    return value;
  }
}

package dev.descent.program;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.Scope;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A network whose loss is the slope of another one's loss in a direction: Σ g ⊙ v over parameters,
/// each v an input.
///
/// @param network the other one
/// @param inputs the types of its inputs by name
/// @param directions the names of the directions, by the path of the parameter, in order
record DirectionalDerivative(
    Network network, Map<String, Type> inputs, Map<String, String> directions) implements Network {
  /// Returns the slope of a network along the parameters that are trained.
  static DirectionalDerivative of(
      Network network, Map<String, Type> inputs, Layout layout, Set<String> trained) {
    Map<String, String> directions = new LinkedHashMap<>();
    for (Layout.Slice slice : layout.slices()) {
      if (trained.contains(slice.path())) {
        directions.put(slice.path(), "direction of " + slice.path());
      }
    }
    return new DirectionalDerivative(network, inputs, directions);
  }

  /// Returns the types of all inputs: those of the network, then the directions.
  Map<String, Type> types(Layout layout) {
    Map<String, Type> types = new LinkedHashMap<>(inputs);
    for (Map.Entry<String, String> one : directions.entrySet()) {
      types.put(one.getValue(), Type.f32(layout.slice(one.getKey()).shape()));
    }
    return types;
  }

  @Override
  public Map<String, Value> apply(Scope scope, Map<String, Value> all) {
    Map<String, Value> own = new LinkedHashMap<>();
    for (String name : inputs.keySet()) {
      own.put(name, Objects.requireNonNull(all.get(name)));
    }
    Value loss = Traced.loss(network.apply(scope, own), inputs);
    Map<Value, Value> leaves = new LinkedHashMap<>();
    for (Value node : loss.graph().nodes()) {
      Value.Leaf leaf = node.leaf();
      if (leaf != null && leaf.kind() == Value.Leaf.Kind.PARAMETER) {
        String direction = directions.get(leaf.name());
        if (direction != null) {
          leaves.put(node, Objects.requireNonNull(all.get(direction)));
        }
      }
    }
    Value slope = loss.fill(Shape.scalar(), 0);
    Map<Value, Value> gradients = Differentiation.gradient(loss, leaves.keySet());
    for (Map.Entry<Value, Value> leaf : leaves.entrySet()) {
      Value gradient = Objects.requireNonNull(gradients.get(leaf.getKey()));
      slope = slope.add(gradient.multiply(leaf.getValue()).sum());
    }
    return Map.of(LOSS, slope);
  }
}

package dev.descent.autodiff;

import dev.descent.tensor.DType;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Source;
import dev.descent.tensor.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reverse-mode differentiation as a transformation of a graph: the derivative is more nodes of the
/// same graph, so it can be differentiated again.
///
/// **Order.** Nodes are visited from the loss backwards, by falling position in the graph. A node
/// that is used several times has the sum of the cotangents from its uses, added one by one from
/// the left in the order of the visits (the last use first, and within one use by rising input
/// position). The order is a function of the graph alone.
///
/// **Cost.** Only nodes between the loss and a wanted node receive cotangents: a frozen parameter
/// costs nothing.
///
/// {@snippet file="dev/descent/autodiff/SnippetsTest.java" region="gradient"}
public final class Differentiation {
  private final int last;
  private final boolean[] wanted;
  private final @Nullable Value[] cotangents;

  private Differentiation(Value loss, Collection<Value> with) {
    this.last = loss.id();
    this.wanted = leadsTo(loss, with);
    this.cotangents = new Value[last + 1];
  }

  /// Returns the derivative of a scalar with respect to each of the given nodes, in their order,
  /// each of its node's shape; zeros for a node that the loss does not depend on.
  ///
  /// @param loss a float of one element
  /// @param with the nodes, usually the leaves of parameters
  /// @throws IllegalArgumentException if the loss is not a scalar, or a node is of another graph or
  ///   holds integers
  /// @throws UnsupportedOperationException if a user's operation between both has no gradient
  public static Map<Value, Value> gradient(Value loss, Collection<Value> with) {
    if (loss.shape().size() != 1 || loss.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          "gradient needs a loss of one element, was %s: take its sum or mean"
              .formatted(loss.type()));
    }
    for (Value value : with) {
      if (value.graph() != loss.graph() || value.dtype() != DType.F32) {
        throw new IllegalArgumentException(
            "gradient is taken with respect to floats of the graph of the loss, was " + value);
      }
    }
    Differentiation pass = new Differentiation(loss, with);
    pass.run(loss);
    Map<Value, Value> gradients = new LinkedHashMap<>();
    for (Value value : with) {
      Value cotangent = value.id() <= pass.last ? pass.cotangents[value.id()] : null;
      gradients.put(value, cotangent != null ? cotangent : constant(value, value.shape(), 0));
    }
    return gradients;
  }

  private void run(Value loss) {
    List<Value> nodes = loss.graph().nodes();
    cotangents[last] = constant(loss, loss.shape(), 1);
    for (int id = last; id >= 0; id--) {
      Value node = nodes.get(id);
      Value cotangent = cotangents[id];
      Operation operation = node.operation();
      if (wanted[id] && cotangent != null && operation != null) {
        loss.graph().inherit(node.origin());
        try {
          spread(node, operation, cotangent);
        } finally {
          loss.graph().inherit(null);
        }
      }
    }
  }

  private void spread(Value node, Operation operation, Value cotangent) {
    List<@Nullable Value> parts = operation.gradient(node.inputs(), node, cotangent);
    if (parts.size() != node.inputs().size()) {
      throw new IllegalStateException(
          "the gradient of %s must have an entry for each of %d inputs, null for one without, was %d entries"
              .formatted(operation.name(), node.inputs().size(), parts.size()));
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.inputs().get(i);
      Value part = parts.get(i);
      if (part == null || !wanted[input.id()]) {
        continue;
      }
      if (!part.type().equals(input.type())) {
        throw new IllegalStateException(
            "the gradient of %s for input %d must be %s, was %s"
                .formatted(operation.name(), i, input.type(), part.type()));
      }
      Value sum = cotangents[input.id()];
      cotangents[input.id()] = sum == null ? part : sum.add(part);
    }
  }

  /// Returns for each node up to the loss whether a wanted node lies among it and its inputs.
  private static boolean[] leadsTo(Value loss, Collection<Value> with) {
    Set<Value> targets = new HashSet<>(with);
    boolean[] leads = new boolean[loss.id() + 1];
    for (int id = 0; id <= loss.id(); id++) {
      Value node = Objects.requireNonNull(loss.graph().nodes().get(id));
      leads[id] = targets.contains(node);
      for (Value input : node.inputs()) {
        leads[id] |= leads[input.id()];
      }
    }
    return leads;
  }

  private static Value constant(Value graph, Shape shape, double number) {
    return graph.apply(new Source.Fill(number, shape), List.of());
  }
}

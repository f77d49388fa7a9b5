package dev.descent.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A computation as a list of nodes, each behind its inputs. Equal operations on equal inputs are
/// one node.
///
/// Not safe for use by several threads at once.
public final class Graph {
  private static final String PROJECT = "dev.descent.";
  private static final List<String> FRAMEWORK =
      List.of("tensor.", "autodiff.", "layer.", "loss.", "program.");

  /// Equal operations on the same inputs. Operations are compared only if the rest is equal.
  private record Signature(Operation operation, List<Value> inputs) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Signature that
          && operation.getClass() == that.operation.getClass()
          && inputs.equals(that.inputs)
          && operation.equals(that.operation);
    }

    @Override
    public int hashCode() {
      return 31 * operation.name().hashCode() + inputs.hashCode();
    }
  }

  private final List<Value> nodes = new ArrayList<>();
  private final Map<Signature, Value> known = new HashMap<>();
  private final Map<Value.Leaf, Value> leaves = new HashMap<>();
  private String scope = "";
  private Value.@Nullable Origin origin;

  /// Makes an empty graph.
  public Graph() {}

  /// Returns the nodes, each behind its inputs.
  public List<Value> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /// Returns the leaf of a trained parameter, the same node for the same path.
  public Value parameter(String path, Shape shape) {
    return leaf(new Value.Leaf(Value.Leaf.Kind.PARAMETER, path, null), Type.f32(shape));
  }

  /// Returns the leaf of a piece of non-trainable state, the same node for the same path.
  public Value state(String path, Shape shape) {
    return leaf(new Value.Leaf(Value.Leaf.Kind.STATE, path, null), Type.f32(shape));
  }

  /// Returns the leaf of a named input, the same node for the same name.
  public Value input(String name, Type type) {
    return leaf(new Value.Leaf(Value.Leaf.Kind.INPUT, name, null), type);
  }

  /// Returns a leaf with fixed numbers. The tensor must not change afterwards.
  public Value constant(Tensor tensor) {
    return leaf(new Value.Leaf(Value.Leaf.Kind.CONSTANT, "", tensor), tensor.type());
  }

  /// Sets the layer path that nodes made from now on belong to, and returns the one before.
  public String enter(String path) {
    String before = scope;
    scope = path;
    return before;
  }

  /// Says that nodes made from now on come from where another node was made (its derivative does),
  /// `null` for their own origin.
  public void inherit(Value.@Nullable Origin other) {
    origin = other;
  }

  /// Returns the node that applies an operation: a new one, or the known one with equal operation
  /// and inputs.
  ///
  /// @throws ShapeMismatchException if the operation cannot combine the inputs' types
  /// @throws IllegalArgumentException if an input belongs to another graph
  public Value apply(Operation operation, List<Value> inputs) {
    for (Value input : inputs) {
      if (input.graph() != this) {
        throw new IllegalArgumentException(
            operation.name() + " cannot mix values of two graphs: trace everything in one");
      }
    }
    Signature signature = new Signature(operation, List.copyOf(inputs));
    Value found = known.get(signature);
    if (found == null) {
      List<Type> types = new ArrayList<>();
      for (Value input : inputs) {
        types.add(input.type());
      }
      found = add(operation, inputs, operation.infer(types), null);
      known.put(signature, found);
    }
    return found;
  }

  private Value leaf(Value.Leaf leaf, Type type) {
    Value found = leaves.get(leaf);
    if (found == null) {
      found = add(null, List.of(), type, leaf);
      leaves.put(leaf, found);
    } else if (!found.type().equals(type)) {
      throw new IllegalArgumentException(
          "'%s' has type %s, asked for %s".formatted(leaf.name(), found.type(), type));
    }
    return found;
  }

  private Value add(
      @Nullable Operation operation, List<Value> inputs, Type type, Value.@Nullable Leaf leaf) {
    Value.Origin from =
        origin != null ? origin : new Value.Origin(scope, operation == null ? "" : userLine());
    Value value = new Value(this, nodes.size(), operation, inputs, type, leaf, from);
    nodes.add(value);
    return value;
  }

  private static String userLine() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (!isFramework(frame.getClassName())) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  private static boolean isFramework(String className) {
    if (!className.startsWith(PROJECT)) {
      return className.startsWith("java.");
    }
    for (String name : FRAMEWORK) {
      if (className.startsWith(name, PROJECT.length())) {
        return true;
      }
    }
    return false;
  }
}

package dev.descent.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A node of a [Graph]: the symbolic twin of a [Tensor], with the same vocabulary of operations.
public final class Value implements Expr<Value> {
  private final Graph graph;
  private final int id;
  private final @Nullable Operation operation;
  private final List<Value> inputs;
  private final Type type;
  private final @Nullable Leaf leaf;
  private final Origin origin;

  /// What a node without operation stands for.
  ///
  /// @param kind where its numbers come from
  /// @param name the path of a parameter or state, the name of an input, empty for a constant
  /// @param constant the numbers of a constant
  public record Leaf(Kind kind, String name, @Nullable Tensor constant) {
    /// Where the numbers of a leaf come from.
    public enum Kind {
      /// Trained: a slice of the flat parameter vector.
      PARAMETER,
      /// Not trained: a slice of the flat state vector, such as a running mean.
      STATE,
      /// Given with each batch.
      INPUT,
      /// Fixed numbers.
      CONSTANT
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Leaf leaf
          && kind == leaf.kind
          && name.equals(leaf.name)
          && Objects.equals(constant, leaf.constant);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + kind.name().hashCode();
    }
  }

  /// Where a node was made, for error messages.
  ///
  /// @param scope the layer's path, empty at the top
  /// @param line the line of user code, such as `Main.java:42`, empty if not known
  public record Origin(String scope, String line) {}

  Value(
      Graph graph,
      int id,
      @Nullable Operation operation,
      List<Value> inputs,
      Type type,
      @Nullable Leaf leaf,
      Origin origin) {
    this.graph = graph;
    this.id = id;
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
    this.type = type;
    this.leaf = leaf;
    this.origin = origin;
  }

  /// Returns the graph that the node belongs to.
  public Graph graph() {
    return graph;
  }

  /// Returns the position in the graph's list: inputs have smaller ones.
  public int id() {
    return id;
  }

  /// Returns the operation that computes the node, `null` for a leaf.
  public @Nullable Operation operation() {
    return operation;
  }

  /// Returns what the leaf stands for, `null` for a computed node.
  public @Nullable Leaf leaf() {
    return leaf;
  }

  /// Returns the inputs of the operation.
  public List<Value> inputs() {
    return inputs;
  }

  /// Returns where the node was made.
  public Origin origin() {
    return origin;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Value self() {
    return this;
  }

  @Override
  public Value constant(Tensor tensor) {
    return graph.constant(tensor);
  }

  @Override
  public Value apply(Operation next, List<Value> arguments) {
    return graph.apply(next, arguments);
  }

  /// Returns `%3 = relu F32[2, 3]` or `%0 = parameter '0.weight' F32[2, 3]`.
  @Override
  public String toString() {
    String what =
        leaf != null
            ? leaf.kind().name().toLowerCase(Locale.ROOT) + " '" + leaf.name() + "'"
            : operation == null ? "?" : operation.name();
    return "%" + id + " = " + what + " " + type;
  }
}

package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation is, on one screen: its shape rule, its gradient written in operations, the
/// kernel it lowers to.
///
/// Operations are records, compared by value: two nodes with equal operations and inputs are one
/// node.
public sealed interface Operation
    permits Arithmetic,
        Pointwise,
        Activation,
        ActivationGradient,
        Comparison,
        Reduction,
        Rowwise,
        Matmul,
        Movement,
        Indexing,
        Source,
        Operation.Custom {
  /// Returns the name that errors and plan reports use, such as `matmul`.
  String name();

  /// Returns the type of the result.
  ///
  /// @throws ShapeMismatchException if the operation cannot combine these types
  Type infer(List<Type> inputs);

  /// Returns the cotangents of the inputs, `null` for an input that has none (indices, masks): its
  /// derivative is taken for 0, without a word.
  ///
  /// @param inputs the inputs of the node
  /// @param output the node
  /// @param cotangent the derivative of the loss with respect to the node, of the node's shape
  /// @throws UnsupportedOperationException if there is a derivative and no rule for it
  List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent);

  /// Returns the kernel that computes it for inputs of these types.
  Lowering lower(List<Type> inputs);

  /// A user's own operation. Implement it as a record, so that equal operations are equal.
  non-sealed interface Custom extends Operation {
    /// Computes the result into `output`, whose elements hold nothing of use before. The tensors
    /// are valid during the call only. Must give the same bits for the same inputs.
    void compute(List<Tensor> inputs, Tensor output);

    /// Refuses. Written in operations that have gradients themselves, it gives second derivatives.
    @Override
    default List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      throw new UnsupportedOperationException(
          "%s has no gradient: write it in 'gradient' of the operation, or keep the operation out of the loss with stopGradient()"
              .formatted(name()));
    }

    @Override
    default Lowering lower(List<Type> inputs) {
      return new Lowering.Callback();
    }
  }
}

package dev.descent.tensor;

import java.util.List;

/// What every expression can do, in the world of numbers and in that of symbols.
///
/// @param <T> the type itself
public sealed interface ExprBase<T extends Expr<T>>
    permits PointwiseExpr, ReductionExpr, MovementExpr {
  /// Returns the element type and shape.
  Type type();

  /// Returns this, as its own type.
  T self();

  /// Returns fixed numbers in the world of this expression.
  T constant(Tensor tensor);

  /// Applies an operation: the only thing that the two worlds do differently.
  T apply(Operation operation, List<T> inputs);

  /// Returns the shape.
  default Shape shape() {
    return type().shape();
  }

  /// Returns the element type.
  default DType dtype() {
    return type().dtype();
  }

  /// Returns equal numbers in the world of this expression.
  default T fill(Shape shape, double value) {
    return apply(new Source.Fill(value, shape), List.of());
  }
}

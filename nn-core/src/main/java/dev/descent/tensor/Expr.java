package dev.descent.tensor;

import java.util.List;

/// The vocabulary of operations, declared once: a [Tensor] computes them now, a [Value] records them.
///
/// @param <T> the type itself
public interface Expr<T extends Expr<T>> {
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
}

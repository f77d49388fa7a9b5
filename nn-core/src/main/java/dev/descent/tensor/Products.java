package dev.descent.tensor;

import java.util.Arrays;
import java.util.List;

/// Brings the batches of two matrices to a form that [Matmul] takes.
final class Products {
  private Products() {}

  static <T extends Expr<T>> T matmul(T a, T b, Matmul product) {
    Shape left = a.shape();
    Shape right = Broadcasting.operand(product, b).shape();
    if (left.rank() > 2 && right.rank() == 2 && !product.transposeA()) {
      T rows = a.reshape(-1, left.at(-1));
      T result = rows.apply(product, List.of(rows, b));
      return result.reshape(left.with(-1, result.shape().at(-1)));
    }
    if (left.rank() > 2 && right.rank() > 2) {
      Shape batch = Broadcasting.joined(batch(left), batch(right));
      if (batch == null) {
        throw new ShapeMismatchException(
            "matmul needs batches that are equal or 1: %s × %s".formatted(left, right));
      }
      T wideA = a.broadcast(Rules.concat(batch, matrix(left)));
      T wideB = b.broadcast(Rules.concat(batch, matrix(right)));
      return a.apply(product, List.of(wideA, wideB));
    }
    return a.apply(product, List.of(a, b));
  }

  private static Shape batch(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.extents(), shape.rank() - 2));
  }

  private static Shape matrix(Shape shape) {
    return Shape.of(shape.at(-2), shape.at(-1));
  }
}

package dev.descent.optim;

import dev.descent.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// How [Adafactor] sees a parameter: as matrices over two of its axes. Element (o, r, q, c, s) of
/// [outer, rows, middle, columns, inner] lies at (((o·rows + r)·middle + q)·columns + c)·inner + s.
///
/// @param outer the product of the extents before the first axis
/// @param rows the extent of the first axis
/// @param middle the product of the extents between the two
/// @param columns the extent of the second axis
/// @param inner the product of the extents after it
record Factors(int outer, int rows, int middle, int columns, int inner) {
  /// Returns the two axes of a shape, null if it is not to be factored.
  static @Nullable Factors of(AdafactorConfig config, Shape shape) {
    if (shape.rank() < 2) {
      return null;
    }
    int b = config.lastAxes() ? shape.rank() - 1 : largest(shape, -1);
    int a = config.lastAxes() ? shape.rank() - 2 : largest(shape, b);
    if (Math.min(shape.at(a), shape.at(b)) < config.minFactored()) {
      return null;
    }
    int first = Math.min(a, b);
    int second = Math.max(a, b);
    return new Factors(
        product(shape, 0, first),
        shape.at(first),
        product(shape, first + 1, second),
        shape.at(second),
        product(shape, second + 1, shape.rank()));
  }

  /// Returns the axis with the largest extent but one; of equals, the last.
  private static int largest(Shape shape, int but) {
    int found = -1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis != but && (found < 0 || shape.at(axis) >= shape.at(found))) {
        found = axis;
      }
    }
    return found;
  }

  private static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.at(axis);
    }
    return product;
  }

  /// Returns the shape of the means over columns.
  Shape rowShape() {
    return Shape.of(outer, middle, rows, inner);
  }

  /// Returns the shape of the means over rows.
  Shape columnShape() {
    return Shape.of(outer, middle, columns, inner);
  }

  /// Returns the number of elements that lie together: a row of each of `inner` matrices.
  int width() {
    return columns * inner;
  }

  /// Returns where a row starts.
  int offset(int o, int q, int r) {
    return ((o * rows + r) * middle + q) * width();
  }
}

package dev.descent.tensor;

import dev.descent.runtime.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// NumPy's rule: shapes are aligned at their last axes, and an extent of 1 is repeated.
final class Broadcasting {
  private Broadcasting() {}

  /// Returns the operation on inputs that have been brought to one shape.
  static <T extends Expr<T>> T apply(Operation operation, T a, T b) {
    Shape shape = join(operation, a.shape(), operand(operation, b).shape());
    return a.apply(operation, List.of(a.broadcast(shape), b.broadcast(shape)));
  }

  /// Returns what an operation takes beside the expression that it is called on.
  ///
  /// @throws IllegalArgumentException if it is null
  static <T> T operand(Operation operation, @Nullable T other) {
    return other != null
        ? other
        : Required.given(other, "other operand of " + operation.name(), "give an expression");
  }

  /// Returns the shape that both can be repeated to.
  static Shape join(Operation operation, Shape a, Shape b) {
    Shape joined = joined(a, b);
    if (joined == null) {
      throw new ShapeMismatchException(
          "%s cannot bring %s and %s to one shape: extents from the last axis on must be equal or 1"
              .formatted(operation.name(), a, b));
    }
    return joined;
  }

  /// Returns the shape that both can be repeated to, `null` if there is none.
  static @Nullable Shape joined(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] extents = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.at(-i) : 1;
      int y = i <= b.rank() ? b.at(-i) : 1;
      if (x != y && x != 1 && y != 1) {
        return null;
      }
      extents[rank - i] = x == 1 ? y : x;
    }
    return Shape.of(extents);
  }

  /// Returns the adjoint of repeating `shape` up to the shape of `x`: the sum over the repeated
  /// axes.
  static <T extends Expr<T>> T sumTo(T x, Shape shape) {
    int extra = x.shape().rank() - shape.rank();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      if (i < extra || (shape.at(i - extra) == 1 && x.shape().at(i) != 1)) {
        axes.add(i);
      }
    }
    T sum = axes.isEmpty() ? x : x.sum(array(axes));
    return sum.reshape(shape);
  }

  /// Returns the sum over any axes: the last run of them first, then the first run; others are
  /// moved to the end.
  static <T extends Expr<T>> T sum(T x, List<Integer> axes) {
    int rank = x.shape().rank();
    int from = rank;
    while (axes.contains(from - 1)) {
      from--;
    }
    if (from < rank) {
      T next = x.apply(new Reduction.Sum(from, rank), List.of(x));
      return sum(next, without(axes, from, rank, 0));
    }
    int to = 0;
    while (axes.contains(to)) {
      to++;
    }
    if (to > 0) {
      T next = x.apply(new Reduction.Sum(0, to), List.of(x));
      return sum(next, without(axes, 0, to, to));
    }
    return axes.isEmpty() ? x : sum(toEnd(x, axes), range(rank - axes.size(), rank));
  }

  /// Returns x with the given axes moved behind the others, the order within both groups kept.
  static <T extends Expr<T>> T toEnd(T x, List<Integer> axes) {
    List<Integer> order = new ArrayList<>(range(0, x.shape().rank()));
    order.removeAll(axes);
    order.addAll(axes);
    return x.permute(array(order));
  }

  /// Returns the axes asked for, counted from 0 and ascending; all of them if none is given.
  ///
  /// @throws IllegalArgumentException if an axis is missing from the shape or given twice
  static List<Integer> axes(Shape shape, int... axes) {
    if (axes.length == 0) {
      return range(0, shape.rank());
    }
    List<Integer> sorted = new ArrayList<>();
    for (int axis : axes) {
      int at = shape.axis(axis);
      if (sorted.contains(at)) {
        throw new IllegalArgumentException(
            "an axis must be given once, was %d twice for shape %s".formatted(at, shape));
      }
      sorted.add(at);
    }
    sorted.sort(null);
    return sorted;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = from; axis < to; axis++) {
      axes.add(axis);
    }
    return axes;
  }

  /// Returns the axes outside [from, to), each less `shift`.
  private static List<Integer> without(List<Integer> axes, int from, int to, int shift) {
    List<Integer> rest = new ArrayList<>();
    for (int axis : axes) {
      if (axis < from || axis >= to) {
        rest.add(axis - shift);
      }
    }
    return rest;
  }

  private static int[] array(List<Integer> axes) {
    int[] array = new int[axes.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = axes.get(i);
    }
    return array;
  }
}

package dev.descent.tensor;

import java.util.ArrayList;
import java.util.List;

/// Operations that arrange elements anew or look them up.
///
/// @param <T> the type itself
public sealed interface MovementExpr<T extends Expr<T>> extends ExprBase<T> permits Expr {
  /// Returns the same elements in the same order under another shape.
  default T reshape(Shape shape) {
    return shape.equals(shape()) ? self() : apply(new Movement.Reshape(shape), List.of(self()));
  }

  /// Returns the same elements under the given extents, one of which may be −1: what is left.
  default T reshape(int... extents) {
    int known = 1;
    int open = -1;
    for (int i = 0; i < extents.length; i++) {
      if (extents[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= extents[i];
      }
    }
    int[] whole = extents.clone();
    if (open >= 0) {
      whole[open] = known > 0 ? shape().size() / known : 0;
    }
    return reshape(Shape.of(whole));
  }

  /// Returns the same elements with the axes from the given one on made one.
  default T flatten(int from) {
    int at = shape().axis(from);
    int[] extents = java.util.Arrays.copyOf(shape().extents(), at + 1);
    extents[at] = shape().sizeBetween(at, shape().rank());
    return reshape(Shape.of(extents));
  }

  /// Returns this repeated along axes of extent 1 and new leading axes.
  default T broadcast(Shape shape) {
    return shape.equals(shape()) ? self() : apply(new Movement.Broadcast(shape), List.of(self()));
  }

  /// Returns the axes in another order: axis i of the result is axis `order[i]`.
  default T permute(int... order) {
    List<Integer> axes = java.util.Arrays.stream(order).map(shape()::axis).boxed().toList();
    boolean identity =
        axes.equals(java.util.stream.IntStream.range(0, shape().rank()).boxed().toList());
    return identity ? self() : apply(new Movement.Permute(axes), List.of(self()));
  }

  /// Returns the last two axes exchanged.
  default T transpose() {
    return moveAxis(-1, -2);
  }

  /// Returns one axis moved to another place, the others in their order.
  default T moveAxis(int from, int to) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shape().rank(); i++) {
      order.add(i);
    }
    Integer moved = order.remove(/* index */ shape().axis(from));
    order.add(shape().axis(to), moved);
    return permute(order.stream().mapToInt(Integer::intValue).toArray());
  }

  /// Returns the part [from, to) of an axis.
  default T slice(int axis, int from, int to) {
    int at = shape().axis(axis);
    boolean whole = from == 0 && to == shape().at(at);
    return whole ? self() : apply(new Movement.Slice(at, from, to), List.of(self()));
  }

  /// Returns this with zeros before and behind along an axis.
  default T pad(int axis, int before, int behind) {
    int at = shape().axis(axis);
    boolean none = before == 0 && behind == 0;
    return none ? self() : apply(new Movement.Pad(at, before, behind), List.of(self()));
  }

  /// Returns this and the others one behind the other along an axis.
  default T concat(int axis, List<T> others) {
    List<T> all = new ArrayList<>(others);
    all.addFirst(self());
    return others.isEmpty() ? self() : apply(new Movement.Concat(shape().axis(axis)), all);
  }

  /// Returns the rows (entries of the first axis) that the integers name.
  default T gather(T indices) {
    return apply(new Indexing.Gather(), List.of(self(), indices));
  }

  /// Returns zeros of the shape of a table, to whose rows these rows are added where the integers
  /// say.
  default T scatterAdd(T indices, Shape table) {
    return apply(new Indexing.ScatterAdd(table), List.of(indices, self()));
  }

  /// Returns 1 at each integer along a new last axis, else 0.
  default T oneHot(int classes) {
    return oneHot(classes, Integer.MIN_VALUE);
  }

  /// Returns 1 at each integer along a new last axis, else 0; zeros alone where the integer is
  /// `ignored`.
  default T oneHot(int classes, int ignored) {
    return apply(new Indexing.OneHot(classes, ignored), List.of(self()));
  }

  /// Returns integers as floats; floats stay what they are.
  default T toFloat() {
    return dtype() == DType.F32 ? self() : apply(new Indexing.ToFloat(), List.of(self()));
  }

  /// Returns the same numbers as a constant in the eyes of differentiation.
  default T stopGradient() {
    return apply(new Movement.StopGradient(), List.of(self()));
  }
}

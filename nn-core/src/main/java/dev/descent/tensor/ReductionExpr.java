package dev.descent.tensor;

import java.util.List;

/// Operations that fold axes: sums, extremes, probabilities, products of matrices.
///
/// @param <T> the type itself
public sealed interface ReductionExpr<T extends Expr<T>> extends ExprBase<T> permits Expr {
  /// Returns the sum over the given axes, over all if none is given.
  default T sum(int... axes) {
    return Broadcasting.sum(self(), Broadcasting.axes(shape(), axes));
  }

  /// Returns the sum over the given axes, which stay with extent 1 if `keep`.
  default T sum(boolean keep, int... axes) {
    return kept(sum(axes), keep, axes);
  }

  /// Returns the mean over the given axes, over all if none is given.
  default T mean(int... axes) {
    return sum(axes).divide((double) count(axes));
  }

  /// Returns the mean over the given axes, which stay with extent 1 if `keep`.
  default T mean(boolean keep, int... axes) {
    return kept(mean(axes), keep, axes);
  }

  /// Returns the mean squared distance from the mean over the given axes, the sum divided by their
  /// count − correction.
  default T variance(int correction, int... axes) {
    T squares = self().subtract(mean(true, axes)).square();
    return squares.sum(axes).divide((double) (count(axes) - correction));
  }

  /// Returns the largest element over the given axes, over all if none is given.
  default T max(int... axes) {
    List<Integer> folded = Broadcasting.axes(shape(), axes);
    if (folded.isEmpty()) {
      return self();
    }
    int from = shape().rank() - folded.size();
    T moved = folded.getFirst() == from ? self() : Broadcasting.toEnd(self(), folded);
    return moved.apply(new Reduction.Max(from), List.of(moved));
  }

  /// Returns the largest element over the given axes, which stay with extent 1 if `keep`.
  default T max(boolean keep, int... axes) {
    return kept(max(axes), keep, axes);
  }

  /// Returns the smallest element over the given axes, over all if none is given.
  default T min(int... axes) {
    return self().negate().max(axes).negate();
  }

  /// Returns the index of the largest element along an axis, the first one of equals, as integers.
  default T argMax(int axis) {
    T moved = lastAxis(axis);
    return moved.apply(new Reduction.ArgMax(), List.of(moved));
  }

  /// Returns eˣ / Σ eˣ along an axis.
  default T softmax(int axis) {
    return alongAxis(new Rowwise.Softmax(), axis);
  }

  /// Returns x − ln Σ eˣ along an axis.
  default T logSoftmax(int axis) {
    return alongAxis(new Rowwise.LogSoftmax(), axis);
  }

  /// Returns the cross-entropy of each row of these logits with the class that its integer label
  /// names.
  default T crossEntropy(T labels) {
    return crossEntropy(labels, Integer.MIN_VALUE);
  }

  /// Returns the cross-entropy of each row of these logits with the class that its integer label
  /// names, 0 for rows whose label is `ignored`.
  default T crossEntropy(T labels, int ignored) {
    return apply(new Rowwise.CrossEntropy(ignored), List.of(self(), labels));
  }

  /// Returns the matrix product.
  default T matmul(T other) {
    return matmul(other, false, false);
  }

  /// Returns the matrix product over the last two axes, each matrix transposed first where asked.
  /// Leading axes are batches: equal, repeated from 1, or missing.
  ///
  /// @throws ShapeMismatchException if the inner extents differ
  default T matmul(T other, boolean transposeThis, boolean transposeOther) {
    return Products.matmul(self(), other, new Matmul(transposeThis, transposeOther));
  }

  private T kept(T folded, boolean keep, int... axes) {
    Shape shape = shape();
    if (keep) {
      for (int axis : Broadcasting.axes(shape(), axes)) {
        shape = shape.with(axis, 1);
      }
    }
    return keep ? folded.reshape(shape) : folded;
  }

  private long count(int... axes) {
    long count = 1;
    for (int axis : Broadcasting.axes(shape(), axes)) {
      count *= shape().at(axis);
    }
    return count;
  }

  private T lastAxis(int axis) {
    List<Integer> one = Broadcasting.axes(shape(), axis);
    return one.getFirst() == shape().rank() - 1 ? self() : Broadcasting.toEnd(self(), one);
  }

  private T alongAxis(Operation operation, int axis) {
    T moved = lastAxis(axis);
    T result = moved.apply(operation, List.of(moved));
    return moved == self() ? result : result.moveAxis(-1, axis);
  }
}

package dev.descent.tensor;

import java.util.Arrays;

/// The extents of a tensor, outermost axis first (row-major). A scalar has no axes and size 1.
///
/// An extent may be 0, which makes a tensor without elements. The size is at most 2³¹ − 1, the
/// length of a Java array.
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] extents;
  private final int size;

  private Shape(int[] extents) {
    this.extents = extents;
    long product = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException(
            "shape extents must be >= 0, was " + Arrays.toString(extents));
      }
      product *= extent;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape must have at most 2147483647 elements, was " + Arrays.toString(extents));
      }
    }
    this.size = (int) product;
  }

  /// Returns the shape with the given extents; none gives the scalar shape.
  ///
  /// @throws IllegalArgumentException if an extent is negative or the size exceeds 2³¹ − 1
  public static Shape of(int... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /// Returns the shape without axes, of size 1.
  public static Shape scalar() {
    return SCALAR;
  }

  /// Returns the number of axes.
  public int rank() {
    return extents.length;
  }

  /// Returns the number of elements.
  public int size() {
    return size;
  }

  /// Returns the extent of an axis; −1 is the last axis, −2 the one before it.
  ///
  /// @throws IllegalArgumentException if there is no such axis
  public int at(int axis) {
    return extents[axis(axis)];
  }

  /// Returns the axis counted from 0 for one that may be counted from the end (−1 is the last).
  ///
  /// @throws IllegalArgumentException if there is no such axis
  public int axis(int axis) {
    int index = axis < 0 ? axis + extents.length : axis;
    if (index < 0 || index >= extents.length) {
      throw new IllegalArgumentException(
          "axis must be in [%d, %d) for shape %s, was %d"
              .formatted(-extents.length, extents.length, this, axis));
    }
    return index;
  }

  /// Returns a copy of the extents.
  public int[] extents() {
    return extents.clone();
  }

  /// Returns this shape with one extent replaced.
  public Shape with(int axis, int extent) {
    int[] next = extents.clone();
    next[axis(axis)] = extent;
    return new Shape(next);
  }

  /// Returns this shape without one axis.
  public Shape without(int axis) {
    int at = axis(axis);
    int[] next = new int[extents.length - 1];
    System.arraycopy(extents, 0, next, 0, at);
    System.arraycopy(extents, at + 1, next, at, next.length - at);
    return of(next);
  }

  /// Returns the product of the extents of axes `from` (inclusive) to `to` (exclusive).
  public int sizeBetween(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= extents[i];
    }
    return product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /// Returns the extents as `[2, 3]`.
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}

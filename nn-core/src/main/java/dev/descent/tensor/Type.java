package dev.descent.tensor;

import org.jspecify.annotations.Nullable;

/// What a [Value] or a [Tensor] is: its element type and its shape.
///
/// @param dtype the element type
/// @param shape the extents
public record Type(DType dtype, Shape shape) {
  /// Returns the type of 32-bit floats with the given shape.
  public static Type f32(Shape shape) {
    return new Type(DType.F32, shape);
  }

  /// Returns the type of 32-bit integers with the given shape.
  public static Type i32(Shape shape) {
    return new Type(DType.I32, shape);
  }

  // Written out: the first call of what records get from the compiler makes method handles, which
  // takes longer than to train a small network.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Type type && dtype == type.dtype && shape.equals(type.shape);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + dtype.name().hashCode();
  }

  /// Returns the type as `F32[2, 3]`.
  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}

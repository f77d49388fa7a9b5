package dev.descent.tensor;

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

  /// Returns the type as `F32[2, 3]`.
  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}

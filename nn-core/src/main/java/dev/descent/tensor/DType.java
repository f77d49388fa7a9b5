package dev.descent.tensor;

/// The element types of a [Tensor] and of a [Value].
public enum DType {
  /// 32-bit IEEE 754 floating point, held in a `float[]`.
  F32,
  /// 32-bit signed integers for indices and class labels, held in an `int[]`.
  I32
}

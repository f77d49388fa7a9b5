package dev.descent.tensor;

import dev.descent.runtime.Required;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Numbers with a shape: row-major in a `float[]`, or for indices and labels in an `int[]`.
///
/// A tensor made by `of` owns a copy of its numbers and never changes. A tensor made by `view`
/// shares an array with somebody else and changes with it; its documentation says how long it is
/// valid.
///
/// {@snippet file="dev/descent/tensor/SnippetsTest.java" region="tensor"}
public final class Tensor implements Expr<Tensor> {
  private static final int SHOWN = 12;
  private static final String VALUES = "values of a tensor";
  private static final String GIVE = "give an array of its size";

  private final Type type;
  private final float @Nullable [] floats;
  private final int @Nullable [] ints;
  private final int offset;

  private Tensor(Type type, float @Nullable [] floats, int @Nullable [] ints, int offset) {
    int length = floats != null ? floats.length : Objects.requireNonNull(ints).length;
    if (offset < 0 || offset > length - type.shape().size()) {
      throw new IllegalArgumentException(
          "a tensor %s at offset %d needs an array of %d elements, was %d"
              .formatted(type, offset, (long) offset + type.shape().size(), length));
    }
    this.type = type;
    this.floats = floats;
    this.ints = ints;
    this.offset = offset;
  }

  /// Returns a tensor with a copy of the values, row-major.
  ///
  /// @throws IllegalArgumentException if their number is not the size of the shape
  public static Tensor of(Shape shape, float... values) {
    requireSize(shape, Required.given(values, VALUES, GIVE).length);
    return new Tensor(Type.f32(shape), values.clone(), null, 0);
  }

  /// Returns a tensor of 32-bit integers with a copy of the values, row-major.
  ///
  /// @throws IllegalArgumentException if their number is not the size of the shape
  public static Tensor of(Shape shape, int... values) {
    requireSize(shape, Required.given(values, VALUES, GIVE).length);
    return new Tensor(Type.i32(shape), null, values.clone(), 0);
  }

  /// Returns a tensor without axes.
  public static Tensor scalar(double value) {
    return of(Shape.scalar(), (float) value);
  }

  /// Returns a tensor of equal values.
  public static Tensor full(Shape shape, double value) {
    float[] values = new float[required(shape).size()];
    java.util.Arrays.fill(values, (float) value);
    return new Tensor(Type.f32(shape), values, null, 0);
  }

  /// Returns a tensor that shares `array`, its first element at `offset`.
  public static Tensor view(Shape shape, float[] array, int offset) {
    return new Tensor(Type.f32(required(shape)), Required.given(array, VALUES, GIVE), null, offset);
  }

  /// Returns a tensor of 32-bit integers that shares `array`, its first element at `offset`.
  public static Tensor view(Shape shape, int[] array, int offset) {
    return new Tensor(Type.i32(required(shape)), null, Required.given(array, VALUES, GIVE), offset);
  }

  /// Returns the array that holds the numbers, the first one at [#offset]. Read only, but for the
  /// owner of a view.
  ///
  /// @throws IllegalStateException if the tensor holds integers
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("tensor " + type + " holds ints: use ints()");
    }
    return floats;
  }

  /// Returns the array that holds the integers, the first one at [#offset]. Read only, but for the
  /// owner of a view.
  ///
  /// @throws IllegalStateException if the tensor holds floats
  public int[] ints() {
    if (ints == null) {
      throw new IllegalStateException("tensor " + type + " holds floats: use floats()");
    }
    return ints;
  }

  /// Returns the index of the first element in the array.
  public int offset() {
    return offset;
  }

  /// Returns one element by its row-major index.
  public float at(int index) {
    Objects.checkIndex(index, type.shape().size());
    return floats()[offset + index];
  }

  /// Returns a copy of the numbers in a new array.
  public float[] toFloats() {
    return java.util.Arrays.copyOfRange(floats(), offset, offset + type.shape().size());
  }

  /// Returns a copy of the integers in a new array.
  public int[] toInts() {
    return java.util.Arrays.copyOfRange(ints(), offset, offset + type.shape().size());
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Tensor self() {
    return this;
  }

  @Override
  public Tensor constant(Tensor tensor) {
    return tensor;
  }

  @Override
  public Tensor apply(Operation operation, List<Tensor> inputs) {
    return Eager.apply(operation, inputs);
  }

  /// Returns type and numbers, such as `F32[2] [1.0, 2.0]`; of many numbers the first ones.
  @Override
  public String toString() {
    StringJoiner numbers = new StringJoiner(", ", "[", "]");
    int size = type.shape().size();
    int shown = size <= SHOWN ? size : SHOWN - 1;
    for (int i = 0; i < shown; i++) {
      numbers.add(
          floats != null
              ? Float.toString(floats[offset + i])
              : Integer.toString(ints()[offset + i]));
    }
    return type + " " + (shown < size ? numbers.add("...") : numbers);
  }

  /// Returns the same numbers under another shape of equal size.
  Tensor as(Shape shape) {
    return new Tensor(new Type(type.dtype(), shape), floats, ints, offset);
  }

  private static Shape required(Shape shape) {
    return Required.given(shape, "shape of a tensor", "give one such as Shape.of(2, 3)");
  }

  private static void requireSize(Shape shape, int size) {
    if (required(shape).size() != size) {
      throw new IllegalArgumentException(
          "shape %s needs %d values, was %d".formatted(shape, shape.size(), size));
    }
  }
}

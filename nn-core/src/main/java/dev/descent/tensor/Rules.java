package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the shape rules and gradients of operations have in common.
final class Rules {
  private Rules() {}

  /// Returns `leakyRelu` for an operation whose record is called LeakyRelu.
  static String name(Operation operation) {
    String simple = operation.getClass().getSimpleName();
    return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  /// Returns the common type of float inputs of equal shapes.
  static Type elementwise(Operation operation, int arity, List<Type> inputs) {
    requireArity(operation, arity, inputs);
    Shape shape = f32(operation, inputs.getFirst());
    for (Type input : inputs) {
      if (!f32(operation, input).equals(shape)) {
        throw new ShapeMismatchException(
            "%s needs equal shapes: %s"
                .formatted(operation.name(), join(inputs.stream().map(Type::shape).toList())));
      }
    }
    return inputs.getFirst();
  }

  static void requireArity(Operation operation, int arity, List<Type> inputs) {
    if (inputs.size() != arity) {
      throw new IllegalArgumentException(
          "%s needs %d inputs, was %d".formatted(operation.name(), arity, inputs.size()));
    }
  }

  /// Returns the shape of an input that must hold floats.
  static Shape f32(Operation operation, Type input) {
    if (input.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          "%s needs floats, was %s: convert with toFloat()".formatted(operation.name(), input));
    }
    return input.shape();
  }

  /// Returns the shape of an input that must hold integers.
  static Shape i32(Operation operation, Type input) {
    if (input.dtype() != DType.I32) {
      throw new IllegalArgumentException(
          "%s needs I32 indices, was %s".formatted(operation.name(), input));
    }
    return input.shape();
  }

  /// Returns the cotangents of the inputs, `null` for an input that has none.
  static List<@Nullable Value> cotangents(@Nullable Value... values) {
    return Arrays.asList(values);
  }

  /// Returns a shape without the axes [from, to).
  static Shape without(Shape shape, int from, int to) {
    Shape result = shape;
    for (int axis = to - 1; axis >= from; axis--) {
      result = result.without(axis);
    }
    return result;
  }

  /// Returns a shape with extent 1 in the axes [from, to).
  static Shape ones(Shape shape, int from, int to) {
    Shape result = shape;
    for (int axis = from; axis < to; axis++) {
      result = result.with(axis, 1);
    }
    return result;
  }

  /// Returns the axes of the first shape, then those of the second.
  static Shape concat(Shape first, Shape second) {
    int[] extents = Arrays.copyOf(first.extents(), first.rank() + second.rank());
    System.arraycopy(second.extents(), 0, extents, first.rank(), second.rank());
    return Shape.of(extents);
  }

  /// Returns the call of a kernel that makes `width` results of each row of its only input.
  static Lowering rows(String method, int rows, int columns, int width) {
    return new Lowering.Call(
        "Rows",
        method,
        List.of(
            new Argument.Input(0, columns),
            new Argument.Output(width),
            new Argument.Count(),
            new Argument.IntLiteral(columns)),
        rows,
        columns);
  }

  /// Returns 1 where a > b, ½ where both are equal, else 0.
  static Value preference(Value a, Value b) {
    return a.greater(b).add(a.greaterEqual(b)).multiply(0.5);
  }

  private static String join(List<Shape> shapes) {
    return String.join(" and ", shapes.stream().map(Shape::toString).toList());
  }
}

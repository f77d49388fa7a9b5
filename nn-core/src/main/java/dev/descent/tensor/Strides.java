package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.Arrays;
import java.util.List;

/// How far apart neighbours along an axis lie, and copies that are made of strides.
final class Strides {
  private Strides() {}

  /// Returns the strides of a dense row-major tensor.
  static int[] of(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.at(i);
    }
    return strides;
  }

  /// Returns the call that copies a block: element (i₀, i₁, ...) of `extents` from `Σ i · from` to
  /// `Σ i · to`.
  static Lowering.Call copy(
      int input, int inputOffset, int outputOffset, Shape extents, int[] from, int[] to) {
    return new Lowering.Call(
        "Movement",
        "copy",
        List.of(
            new Argument.Input(input, 0, inputOffset),
            new Argument.Output(0, outputOffset),
            ints(extents.extents()),
            ints(from),
            ints(to)),
        1,
        extents.size());
  }

  /// Returns the call that sets every element of the output.
  static Lowering.Call fill(double value, int size) {
    return new Lowering.Call(
        "Movement",
        "fill",
        List.of(
            new Argument.FloatLiteral((float) value), new Argument.Output(1), new Argument.Count()),
        size,
        1);
  }

  private static Argument ints(int[] values) {
    return new Argument.IntsLiteral(Arrays.stream(values).boxed().toList());
  }
}

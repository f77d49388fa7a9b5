package dev.descent.tensor;

import dev.descent.lowering.Lowering;
import dev.descent.lowering.Lowering.Argument;
import java.util.ArrayList;
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
  /// `Σ i · to`. Its items are the indexes of the first axis, once axes that are one in both are
  /// one.
  static Lowering.Call copy(
      int input, int inputOffset, int outputOffset, Shape extents, int[] from, int[] to) {
    List<int[]> axes = new ArrayList<>(); // extent, from, to
    for (int i = 0; i < extents.rank(); i++) {
      int[] last = axes.isEmpty() ? new int[] {0, 0, 0} : axes.getLast();
      int n = extents.at(i);
      if (!axes.isEmpty() && last[1] == from[i] * n && last[2] == to[i] * n) {
        axes.set(axes.size() - 1, new int[] {last[0] * n, from[i], to[i]});
      } else if (n != 1) {
        axes.add(new int[] {n, from[i], to[i]});
      }
    }
    int[] first = axes.isEmpty() ? new int[] {1, 0, 0} : axes.getFirst();
    return new Lowering.Call(
        "Movement",
        "copy",
        List.of(
            new Argument.Input(input, first[1], inputOffset),
            new Argument.Output(first[2], outputOffset),
            ints(axes, 0),
            ints(axes, 1),
            ints(axes, 2),
            new Argument.Count()),
        first[0],
        first[0] == 0 ? 0 : extents.size() / first[0]);
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

  private static Argument ints(List<int[]> axes, int which) {
    List<Integer> values = new ArrayList<>();
    for (int[] axis : axes) {
      values.add(axis[which]);
    }
    return new Argument.IntsLiteral(values);
  }
}

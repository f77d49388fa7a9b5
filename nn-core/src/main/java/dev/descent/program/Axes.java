package dev.descent.program;

import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The axes of a repeated tensor, neighbours that are read alike taken together.
///
/// @param all the axes, the last one last
record Axes(List<Axis> all) {
  /// @param extent the number of elements
  /// @param stride from one to the next in the source, 0 where they repeat
  record Axis(int extent, int stride) {}

  /// Copies the list.
  Axes {
    all = List.copyOf(all);
  }

  /// Returns the axes along which `from` becomes `to`.
  static Axes of(Shape from, Shape to) {
    List<Axis> axes = new ArrayList<>();
    int stride = 1;
    for (int i = 1; i <= to.rank(); i++) {
      int extent = to.at(-i);
      boolean given = i <= from.rank() && from.at(-i) != 1;
      if (extent != 1) {
        if (!axes.isEmpty() && (axes.getFirst().stride() != 0) == given) {
          Axis after = axes.removeFirst();
          axes.addFirst(new Axis(extent * after.extent(), after.stride()));
        } else {
          axes.addFirst(new Axis(extent, given ? stride : 0));
        }
        stride *= given ? extent : 1;
      }
    }
    return new Axes(axes);
  }

  int[] extents() {
    return all.stream().mapToInt(Axis::extent).toArray();
  }

  int[] strides() {
    return all.stream().mapToInt(Axis::stride).toArray();
  }
}

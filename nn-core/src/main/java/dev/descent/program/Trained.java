package dev.descent.program;

import dev.descent.tensor.Layout;
import org.jspecify.annotations.Nullable;

/// The trained parameters of a program, if they are one stretch, and where its loss is: what an
/// [Update] is about.
record Trained(int from, int to, Place loss) {
  /// Returns those of a network, `null` if they are several stretches or none.
  static @Nullable Trained of(Compiled compiled) {
    Place loss = compiled.result().outputs().get(Network.LOSS);
    int from = -1;
    int to = -1;
    for (Layout.Slice slice : compiled.layout().slices()) {
      if (!compiled.trained().contains(slice.path()) || slice.offset() == slice.end()) {
        continue;
      }
      if (to >= 0 && slice.offset() != to) {
        return null;
      }
      from = from < 0 ? slice.offset() : from;
      to = slice.end();
    }
    return loss == null || to < 0 ? null : new Trained(from, to, loss);
  }

  Place weight(int index) {
    return Place.floats(Place.Kind.PARAMETER, 0, index);
  }

  Place gradient(int index) {
    return Place.floats(Place.Kind.GRADIENT, 0, index);
  }
}

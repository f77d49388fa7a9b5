package dev.descent.optim.engine;

import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import java.util.List;

/// What rules that update their parameters as one vector ask of them.
final class OneVector {
  private OneVector() {}

  /// Returns whether a chain of rules has one that does.
  static boolean isWanted(List<Link> links) {
    for (Link link : links) {
      if (link.rule instanceof Rule.WholeModel<?>) {
        return true;
      }
    }
    return false;
  }

  /// Checks that a parameter can be part of it.
  ///
  /// @param from the step from which it is trained
  /// @param slots its slots by link
  /// @param first the slots of the first parameter
  /// @throws IllegalArgumentException if not
  static void require(
      List<Link> links, String label, long from, List<List<Slot>> slots, List<List<Slot>> first) {
    if (isWanted(links) && (from > 0 || !Param.alike(slots, first))) {
      throw new IllegalArgumentException(
          "%s updates its group as one vector: all of '%s' must be trained from the start"
              .formatted(links.getFirst().name, label));
    }
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import java.util.List;

/// What rules that update their parameters as one vector ask of them.
final class OneVector {
  private OneVector() {}

  /// Returns whether a chain of rules has one that does.
  static boolean isWanted(List<Link> links) {
    return !who(links).isEmpty();
  }

  private static String who(List<Link> links) {
    for (Link link : links) {
      if (link.rule instanceof Rule.WholeModel<?>) {
        return link.name;
      }
    }
    return "";
  }

  /// Checks that a parameter can be part of it.
  ///
  /// @param from the step from which it is trained
  /// @param slots its slots by link
  /// @param first the slots of the first parameter
  /// @throws IllegalArgumentException if not
  static void require(
      List<Link> links,
      String label,
      String path,
      long from,
      List<List<Slot>> slots,
      List<List<Slot>> first) {
    if (!isWanted(links)) {
      return;
    }
    if (from > 0) {
      throw new IllegalArgumentException(
          "%s updates its group as one vector: all of '%s' must be trained from the start"
              .formatted(who(links), label));
    }
    for (int i = 0; i < slots.size(); i++) {
      if (!Param.alike(slots.subList(i, i + 1), first.subList(i, i + 1))) {
        throw new IllegalArgumentException(
            "%s updates its group as one vector: %s must have the same slots for all of '%s', was others for '%s'; give those parameters a group"
                .formatted(who(links), links.get(i).name, label, path));
      }
    }
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What rules need from the caller of a step.
final class Needs {
  private Needs() {}

  static List<Need> of(Part[] parts) {
    List<Need> needs = new ArrayList<>();
    for (Need need : Need.values()) {
      if (Arrays.stream(parts)
          .flatMap(part -> Arrays.stream(part.links))
          .anyMatch(link -> link.needs.contains(need))) {
        needs.add(need);
      }
    }
    return needs;
  }

  /// Checks that a gradient has all that a part needs.
  ///
  /// @throws IllegalArgumentException if not
  static void require(Part part, Gradient gradient) {
    for (Link link : part.links) {
      if (link.needsLoss && !gradient.hasLoss()) {
        throw missing(link, Need.LOSS, "loss(...)");
      }
      if (link.needsObjective && gradient.objective() == null) {
        throw missing(
            link,
            link.needs.contains(Need.OBJECTIVE) ? Need.OBJECTIVE : Need.HESSIAN_VECTOR,
            "objective(...)");
      }
    }
  }

  private static IllegalArgumentException missing(Link link, Need need, String call) {
    return new IllegalArgumentException(
        "%s needs %s in every step: give the gradient its %s".formatted(link.name, need, call));
  }

  /// Checks that a rule asks for no objective where a step has several batches.
  ///
  /// @throws IllegalArgumentException if it does
  static void requireOneBatch(Link link, int window) {
    if (window > 1 && link.needsObjective) {
      throw new IllegalArgumentException(
          "%s evaluates a step's batch again: accumulate must be 1, was %d"
              .formatted(link.name, window));
    }
  }
}

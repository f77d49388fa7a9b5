package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks of what a rule declares.
final class Declared {
  private Declared() {}

  /// Returns a rule's slots for a parameter, checked.
  static List<Slot> slots(Link link, Shape shape) {
    List<Slot> slots = List.copyOf(link.rule.slots(link.config, shape));
    Set<String> names = new HashSet<>();
    for (Slot slot : slots) {
      Shape own = slot.shape();
      if (!names.add(slot.name())) {
        throw new IllegalArgumentException(
            "%s slot '%s' is declared twice".formatted(link.name, slot.name()));
      }
      if (own != null && !(link.rule instanceof Rule.PerTensor<?>)) {
        throw new IllegalArgumentException(
            "%s slot '%s' must be like the weights, was %s: only a per-tensor rule has shapes"
                .formatted(link.name, slot.name(), own));
      }
    }
    return slots;
  }

  /// Checks that a config whose values have moved still declares what was planned.
  ///
  /// @throws IllegalArgumentException if not
  static void unchanged(Link link, List<Param> params, long number) {
    for (Param param : params) {
      List<Slot> now = link.rule.slots(link.config, param.shape);
      if (!now.equals(param.slots.get(link.index))) {
        throw new IllegalArgumentException(
            "schedule at step %d changes the slots of %s for '%s' from %s to %s: start with a value that needs them"
                .formatted(
                    number, link.name, param.path, names(param.slots.get(link.index)), names(now)));
      }
    }
    if (!link.rule.scalars(link.config).stream()
            .map(s -> s.name() + s.perParameter())
            .toList()
            .equals(link.scalars.stream().map(s -> s.name() + s.perParameter()).toList())
        || !link.rule.totals(link.config).equals(link.totals)) {
      throw new IllegalArgumentException(
          "schedule at step %d changes the scalars or totals of %s".formatted(number, link.name));
    }
    Set<Need> needs = link.rule.needs(link.config);
    if (!withoutWeights(needs).equals(withoutWeights(link.needs))) {
      throw new IllegalArgumentException(
          "schedule at step %d changes the needs of %s from %s to %s"
              .formatted(number, link.name, link.needs, needs));
    }
    link.needs(needs);
  }

  private static Set<Need> withoutWeights(Set<Need> needs) {
    Set<Need> others = new HashSet<>(needs);
    others.remove(Need.WEIGHTS);
    return others;
  }

  private static List<String> names(List<Slot> slots) {
    return slots.stream().map(Slot::name).toList();
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.runtime.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// There is nothing of that name in an [OptimizerRegistry]. The message asks for the nearest name;
/// if none is near, it lists all that would do.
public final class UnknownOptimizerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownOptimizerException(String name, Collection<OptimizerEntry> entries, Set<Kind> wanted) {
    super(message(name, entries, wanted));
  }

  private static String message(String name, Collection<OptimizerEntry> entries, Set<Kind> wanted) {
    List<String> names = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (wanted.contains(kind)) {
        List<String> some =
            entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(OptimizerEntry::name)
                .toList();
        names.addAll(some);
        found.add(wanted.size() == 1 ? some.toString() : word(kind) + "s " + some);
      }
    }
    String problem =
        "no %s named".formatted(wanted.contains(Kind.OPTIMIZER) ? "optimizer" : "transform");
    return Nearest.briefly(problem, name, names, String.join(", ", found));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

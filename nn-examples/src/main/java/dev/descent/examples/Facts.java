package dev.descent.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A configuration for people: the maps within its maps as one list of names and values.
final class Facts {
  private static final Set<String> OPTIMIZER = Set.of("name", "hyperParameters");

  private Facts() {}

  /// Returns each value under the names on the way to it, joined by dots; an optimizer in one line,
  /// and without the shapes of parameters, which have a table of their own.
  static Map<String, String> of(Map<?, ?> values) {
    Map<String, String> facts = new LinkedHashMap<>();
    add(values, "", facts);
    return facts;
  }

  private static void add(Map<?, ?> values, String prefix, Map<String, String> facts) {
    values.forEach((name, value) -> {
      if (!(value instanceof Map<?, ?> inner)) {
        facts.put(prefix + name, String.valueOf(value));
      } else if (inner.keySet().equals(OPTIMIZER)) {
        facts.put(prefix + name, optimizer(inner));
      } else if (!name.equals("parameters")) {
        add(inner, prefix + name + ".", facts);
      }
    });
  }

  private static String optimizer(Map<?, ?> optimizer) {
    String set =
        optimizer.get("hyperParameters") instanceof Map<?, ?> values
            ? values.entrySet().stream()
                .map(entry ->
                    entry.getKey()
                        + "="
                        + (entry.getValue() instanceof Map<?, ?> inner
                            ? optimizer(inner)
                            : entry.getValue()))
                .collect(Collectors.joining(", "))
            : "";
    return optimizer.get("name") + "(" + set + ")";
  }
}

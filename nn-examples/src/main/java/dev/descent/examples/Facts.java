package dev.descent.examples;

import java.util.Collections;
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
    values.forEach((name, value) -> {
      if (name.equals("trainings") && value instanceof Map<?, ?> trainings) {
        addTrainings(trainings, facts);
      } else {
        add(Collections.singletonMap(name, value), "", facts);
      }
    });
    return facts;
  }

  /// Adds what all trainings have once, and then what each has of its own.
  private static void addTrainings(Map<?, ?> trainings, Map<String, String> facts) {
    Map<String, Map<String, String>> each = new LinkedHashMap<>();
    trainings.forEach((name, value) -> {
      Map<String, String> own = new LinkedHashMap<>();
      add(Collections.singletonMap("", value), "", own);
      each.put(String.valueOf(name), own);
    });
    Map<String, String> common = new LinkedHashMap<>();
    each.values().stream().limit(1).forEach(common::putAll);
    each.values().forEach(own -> common.entrySet().retainAll(own.entrySet()));
    common.forEach((name, value) -> facts.put("trainings.*" + name, value));
    each.forEach((training, own) -> {
      own.entrySet().removeAll(common.entrySet());
      own.forEach((name, value) -> facts.put("trainings." + training + name, value));
    });
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

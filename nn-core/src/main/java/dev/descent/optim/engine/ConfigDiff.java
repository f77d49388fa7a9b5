package dev.descent.optim.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Differences of nested names and values, line by line.
final class ConfigDiff {
  private static final String NONE = "none";

  private ConfigDiff() {}

  static List<String> of(Map<String, ?> before, Map<String, ?> after) {
    Map<String, String> first = new LinkedHashMap<>();
    Map<String, String> second = new LinkedHashMap<>();
    flatten("", before, first);
    flatten("", after, second);
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String from = first.getOrDefault(name, NONE);
      String to = second.getOrDefault(name, NONE);
      if (!from.equals(to)) {
        lines.add("%s: %s -> %s".formatted(name, from, to));
      }
    }
    return lines;
  }

  /// Writes the values by dotted name. A config's own name stands where the config does.
  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + i + "]", list.get(i), into);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = entry.getKey().toString();
        boolean config = map.containsKey("hyperParameters");
        if (config && key.equals("name")) {
          into.put(path.isEmpty() ? "name" : path, entry.getValue().toString());
        } else {
          flatten(
              config && key.equals("hyperParameters") ? path : join(path, key),
              entry.getValue(),
              into);
        }
      }
    } else {
      into.put(path, value.toString());
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}

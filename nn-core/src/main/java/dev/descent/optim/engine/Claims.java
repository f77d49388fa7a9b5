package dev.descent.optim.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which pattern has which parameter, by any of its names.
final class Claims {
  private final Map<String, List<String>> names; // by path
  private final Map<String, Glob> owners = new HashMap<>();

  Claims(Map<String, List<String>> names) {
    this.names = names;
  }

  /// Gives the pattern what it matches.
  ///
  /// @throws IllegalArgumentException if that is nothing, or something that another pattern has
  void claim(String kind, Glob glob) {
    boolean any = false;
    for (Map.Entry<String, List<String>> entry : names.entrySet()) {
      if (entry.getValue().stream().noneMatch(glob::matches)) {
        continue;
      }
      any = true;
      Glob other = owners.put(entry.getKey(), glob);
      if (other != null) {
        throw new IllegalArgumentException(
            "parameter '%s' must be in one %s pattern, was in '%s' and '%s'"
                .formatted(entry.getKey(), kind, other.text(), glob.text()));
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "%s pattern '%s' must match a parameter; found %s"
              .formatted(
                  kind, glob.text(), names.values().stream().flatMap(List::stream).toList()));
    }
  }

  @Nullable Glob of(String path) {
    return owners.get(path);
  }
}

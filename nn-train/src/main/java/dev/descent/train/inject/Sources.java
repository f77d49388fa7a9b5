package dev.descent.train.inject;

import dev.descent.data.spi.Source;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The sources of an application, by their names.
public final class Sources {
  private final Map<String, Source> byName = new TreeMap<>();

  /// Makes a registry of sources.
  ///
  /// @throws IllegalArgumentException if two have one name
  public Sources(Collection<? extends Source> sources) {
    for (Source source : sources) {
      if (byName.put(source.name(), source) != null) {
        throw new IllegalArgumentException(
            "two sources are named '%s': give each its own name".formatted(source.name()));
      }
    }
  }

  /// Returns the names, sorted.
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /// Returns the source of a name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public Source named(String name) {
    Source source = byName.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "no source named '%s'; found %s".formatted(name, byName.keySet()));
    }
    return source;
  }
}

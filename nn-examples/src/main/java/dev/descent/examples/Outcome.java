package dev.descent.examples;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run gives: numbers by name for machines, and the folder with everything else.
///
/// @param values names in lower case with hyphens and their values, in order
/// @param folder the run directory
public record Outcome(Map<String, String> values, Path folder) {
  /// Keeps a copy of the map, in its order.
  public Outcome {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}

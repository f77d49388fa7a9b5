package dev.descent.train.run;

import dev.descent.data.DataDigest;
import dev.descent.data.spi.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run's `config.json` has: enough to repeat the run, and to know whether data or version
/// have changed since.
///
/// ```java
/// RunSettings.of(result.configuration(), iris.train(), iris.validation(), iris.test())
/// ```
public final class RunSettings {
  private RunSettings() {}

  /// Returns the version (`descent`), the given facts, `data` (see [#data]) and `environment` (see
  /// [Environment#describe]).
  ///
  /// @param facts what was trained, see [dev.descent.train.TrainingResult#configuration]
  /// @param sources the data, each under a name of its own
  /// @throws IllegalArgumentException if two sources have one name
  public static Map<String, Object> of(Map<String, ?> facts, Source... sources) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, String> environment = Environment.describe();
    all.put(Environment.VERSION, environment.getOrDefault(Environment.VERSION, ""));
    all.putAll(facts);
    all.put("data", data(sources));
    all.put("environment", environment);
    return Collections.unmodifiableMap(all);
  }

  /// Returns each source by its name: the number of `records`, the `fields` with the type of one
  /// record, and the `sha256` of each field, see [DataDigest]. It reads every record once.
  ///
  /// @throws IllegalArgumentException if two sources have one name
  public static Map<String, Object> data(Source... sources) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Source source : sources) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("records", source.size());
      Map<String, String> fields = new LinkedHashMap<>();
      source.fields().forEach((name, type) -> fields.put(name, type.toString()));
      one.put("fields", fields);
      one.put("sha256", DataDigest.sha256(source));
      if (all.put(source.name(), Collections.unmodifiableMap(one)) != null) {
        throw new IllegalArgumentException(
            "sources of a run must have names of their own, two were '%s': call one otherwise by named(...)"
                .formatted(source.name()));
      }
    }
    return Collections.unmodifiableMap(all);
  }
}

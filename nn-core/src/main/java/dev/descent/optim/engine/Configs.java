package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Configs as text, and as names and values.
public final class Configs {
  private Configs() {}

  /// Returns `adam(learningRate=0.001, beta1=0.9, ...)`; a config inside a config is written the
  /// same way.
  ///
  /// @throws IllegalArgumentException if it is no public record in an exported package
  public static String text(OptimizerConfig config) {
    ConfigRecord record = ConfigRecord.of(config);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      Object value = record.get(config, i);
      String text = value instanceof OptimizerConfig inner ? text(inner) : value.toString();
      parts.add(record.names().get(i) + "=" + text);
    }
    return config.hyperParameters().name() + "(" + String.join(", ", parts) + ")";
  }

  /// Returns the optimizer's `name` and its `hyperParameters` by name, in order: numbers, truth
  /// values and texts; a config inside a config is a map of the same kind. With the same name and
  /// values [OptimizerRegistry#create] makes the config again.
  ///
  /// @throws IllegalArgumentException if it is no public record in an exported package
  public static Map<String, Object> values(OptimizerConfig config) {
    ConfigRecord record = ConfigRecord.of(config);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < record.size(); i++) {
      Object value = record.get(config, i);
      if (value instanceof OptimizerConfig inner) {
        value = values(inner);
      } else if (!(value instanceof Number || value instanceof Boolean)) {
        value = value.toString();
      }
      values.put(record.names().get(i), value);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", config.hyperParameters().name());
    all.put("hyperParameters", Collections.unmodifiableMap(values));
    return Collections.unmodifiableMap(all);
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;

/// Configs as text.
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
}

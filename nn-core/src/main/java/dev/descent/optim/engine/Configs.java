package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.runtime.Required;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configs as text, and as names and values.
public final class Configs {
  private Configs() {}

  /// Returns the config of an optimizer.
  ///
  /// @throws IllegalArgumentException if it is null
  public static OptimizerConfig requireOptimizer(@Nullable OptimizerConfig config) {
    return Required.given(config, "optimizer config", "give one such as AdamConfig.of(0.001)");
  }

  /// Returns the config of a group.
  ///
  /// @throws IllegalArgumentException if it is null
  public static OptimizerConfig requireOfGroup(String pattern, @Nullable OptimizerConfig config) {
    return Required.given(
        config, "config of group '%s'".formatted(pattern), "leave the group out, or give it one");
  }

  /// Returns the config of a transform.
  ///
  /// @throws IllegalArgumentException if it is null
  public static OptimizerConfig requireOfTransform(@Nullable OptimizerConfig config) {
    return Required.given(
        config, "config of a transform", "leave the transform out, or give it one");
  }

  /// Returns a schedule.
  ///
  /// @param of what it moves: `learningRate`, `*.bias: learningRate`
  /// @throws IllegalArgumentException if it is null
  public static <T> T requireSchedule(String of, @Nullable T schedule) {
    return Required.given(
        schedule, "schedule of '%s'".formatted(of), "leave it out for the value of the config");
  }

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

  /// Returns the name of a config's rule, with those of configs whose rules it runs as a part of
  /// its own: `galore(adam)`. A wrapper's inner config and a fallback have places of their own.
  static String rule(OptimizerConfig config) {
    String name = config.hyperParameters().name();
    if (!ConfigRecord.reads(config)) {
      return name;
    }
    ConfigRecord record = ConfigRecord.of(config);
    List<OptimizerConfig> parts = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      if (record.get(config, i) instanceof OptimizerConfig part) {
        parts.add(part);
      }
    }
    config.inner().ifPresent(parts::remove);
    config.fallback().ifPresent(parts::remove);
    List<String> names = new ArrayList<>();
    for (OptimizerConfig part : parts) {
      names.add(rule(part));
    }
    return names.isEmpty() ? name : name + "(" + String.join(", ", names) + ")";
  }

  /// Returns a copy in which every decay, here and in configs inside, is 0: what is declared as
  /// [dev.descent.optim.spi.HyperParameters#decay].
  ///
  /// @throws IllegalArgumentException if it is no public record in an exported package
  public static OptimizerConfig withoutDecay(OptimizerConfig config) {
    ConfigRecord record = ConfigRecord.of(config);
    Object[] values = new Object[record.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = record.get(config, i);
      boolean decay =
          record.type(i) == double.class && config.hyperParameters().isDecay(record.names().get(i));
      values[i] =
          value instanceof OptimizerConfig inner ? withoutDecay(inner) : decay ? 0.0 : value;
    }
    return record.make(values);
  }

  /// Returns how one config differs from another, a line for each value: `learningRate: 0.1 ->
  /// 0.2`. Empty if they are equal.
  public static List<String> diff(OptimizerConfig before, OptimizerConfig after) {
    return ConfigDiff.of(values(before), values(after));
  }

  /// Returns how what [OptimizerBuilder#describe] says of one optimizer differs from what it says
  /// of another: `optimizer.learningRate: 0.1 -> 0.2`, `groups.*.bias: none -> sgd`. Empty if they
  /// are equal.
  public static List<String> diff(Map<String, ?> before, Map<String, ?> after) {
    return ConfigDiff.of(before, after);
  }
}

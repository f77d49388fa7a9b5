package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.runtime.Nearest;
import dev.descent.runtime.WholeNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes configs from text, by name: `learningRate` = `0.01`, `base.momentum` = `0.9`, `base` =
/// `adam`.
final class Settings {
  private final Function<String, OptimizerConfig> byName;

  Settings(Function<String, OptimizerConfig> byName) {
    this.byName = byName;
  }

  /// Returns a config with some components replaced.
  ///
  /// @throws IllegalArgumentException if a name or a value is wrong
  OptimizerConfig apply(OptimizerConfig base, Map<String, String> settings) {
    ConfigRecord record = ConfigRecord.of(base);
    Object[] values = new Object[record.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = record.get(base, i);
    }
    Map<Integer, Map<String, String>> nested = new TreeMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(settings).entrySet()) {
      String[] path = entry.getKey().split("\\.", 2);
      int component = record.component(base, path[0]);
      boolean config = component >= 0 && values[component] instanceof OptimizerConfig;
      if (component < 0 || (path.length == 2 && !config)) {
        throw new IllegalArgumentException(
            Nearest.message(
                base.hyperParameters().name() + " has no hyper-parameter",
                entry.getKey(),
                names(base)));
      }
      if (path.length == 2) {
        nested.computeIfAbsent(component, _ -> new TreeMap<>()).put(path[1], entry.getValue());
      } else {
        values[component] = parse(base, record, component, entry.getValue());
      }
    }
    nested.forEach((i, inside) -> values[i] = apply((OptimizerConfig) values[i], inside));
    return record.make(values);
  }

  /// Returns the dotted names of everything that can be set.
  static List<String> names(OptimizerConfig config) {
    ConfigRecord record = ConfigRecord.of(config);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      String name = record.names().get(i);
      names.add(name);
      if (record.get(config, i) instanceof OptimizerConfig inner) {
        names(inner).forEach(deeper -> names.add(name + "." + deeper));
      }
    }
    return names;
  }

  /// Returns the value of a component that a text means.
  Object parse(OptimizerConfig base, ConfigRecord record, int component, String text) {
    Class<?> type = record.type(component);
    String subject = base.hyperParameters().name() + " " + record.names().get(component);
    if (OptimizerConfig.class.isAssignableFrom(type)) {
      OptimizerConfig found = byName.apply(text);
      if (!type.isInstance(found)) {
        throw refused(subject, "a " + type.getSimpleName(), text);
      }
      return found;
    }
    try {
      if (type == double.class) {
        return Double.valueOf(text);
      } else if (type == long.class) {
        return WholeNumber.parse(subject, text, Long.SIZE);
      } else if (type == int.class) {
        return (int) WholeNumber.parse(subject, text, Integer.SIZE);
      }
    } catch (NumberFormatException e) {
      throw refused(subject, "a number", text);
    }
    if (type == boolean.class) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw refused(subject, "true or false", text);
      };
    } else if (type.isEnum()) {
      return constant(type, subject, text);
    } else if (type == String.class) {
      return text;
    }
    throw new IllegalArgumentException(
        "%s cannot be set from text, it is a %s".formatted(subject, type.getSimpleName()));
  }

  private static Object constant(Class<?> type, String subject, String text) {
    Object[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> same(((Enum<?>) one).name(), text))
        .findFirst()
        .orElseThrow(() -> refused(subject, "one of " + Arrays.toString(all), text));
  }

  private static boolean same(String name, String text) {
    return name.equals(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static IllegalArgumentException refused(String subject, String rule, String text) {
    return new IllegalArgumentException("%s must be %s, was '%s'".formatted(subject, rule, text));
  }
}

package dev.descent.testkit;

import dev.descent.optim.spi.OptimizerConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Copies of config records with one component changed. A dotted name is that of a component of a
/// config inside.
final class Components {
  private Components() {}

  static OptimizerConfig with(OptimizerConfig config, String name, double value)
      throws ReflectiveOperationException {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String own = components[i].getName();
      Object old = components[i].getAccessor().invoke(config);
      arguments[i] =
          own.equals(name)
              ? cast(components[i].getType(), value)
              : old instanceof OptimizerConfig inside && name.startsWith(own + ".")
                  ? with(inside, name.substring(own.length() + 1), value)
                  : old;
    }
    Constructor<? extends OptimizerConfig> canonical =
        config
            .getClass()
            .getConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    try {
      return canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /// Returns a copy with one component changed; empty if the constructor refuses the value.
  static Optional<OptimizerConfig> legal(OptimizerConfig config, String name, double value)
      throws ReflectiveOperationException {
    try {
      return Optional.of(with(config, name, value));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /// Returns a copy with the learning rate 0, here and in the configs inside.
  static OptimizerConfig still(OptimizerConfig config) throws ReflectiveOperationException {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object value = components[i].getAccessor().invoke(config);
      arguments[i] =
          value instanceof OptimizerConfig inside
              ? still(inside)
              : components[i].getName().equals("learningRate") ? Double.valueOf(0) : value;
    }
    return config
        .getClass()
        .getConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
        .newInstance(arguments);
  }

  static double get(OptimizerConfig config, String name) throws ReflectiveOperationException {
    int dot = name.indexOf('.');
    Object value =
        config.getClass().getMethod(dot < 0 ? name : name.substring(0, dot)).invoke(config);
    return dot < 0
        ? ((Number) value).doubleValue()
        : get((OptimizerConfig) value, name.substring(dot + 1));
  }

  /// Returns the dotted names of all double components.
  static List<String> doubles(OptimizerConfig config) throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      if (component.getType() == double.class) {
        names.add(component.getName());
      } else if (component.getAccessor().invoke(config) instanceof OptimizerConfig inside) {
        doubles(inside).forEach(name -> names.add(component.getName() + "." + name));
      }
    }
    return names;
  }

  /// Returns what [dev.descent.optim.engine.OptimizerRegistry#create] needs to make the config
  /// again.
  static Map<String, String> settings(OptimizerConfig config) throws ReflectiveOperationException {
    Map<String, String> settings = new TreeMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      String name = component.getName();
      Object value = component.getAccessor().invoke(config);
      if (value instanceof OptimizerConfig inside) {
        settings.put(name, inside.hyperParameters().name());
        settings(inside).forEach((deeper, text) -> settings.put(name + "." + deeper, text));
      } else {
        settings.put(name, value instanceof Enum<?> one ? one.name() : value.toString());
      }
    }
    return settings;
  }

  private static Object cast(Class<?> type, double value) {
    if (type == double.class) {
      return value;
    }
    if (type == long.class) {
      return (long) value;
    }
    if (type == int.class) {
      return (int) value;
    }
    throw new IllegalArgumentException("component of type %s has no range".formatted(type));
  }
}

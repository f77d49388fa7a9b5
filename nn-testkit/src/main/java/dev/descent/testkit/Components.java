package dev.descent.testkit;

import dev.descent.optim.spi.OptimizerConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Copies of config records with one component changed.
final class Components {
  private Components() {}

  static OptimizerConfig with(OptimizerConfig config, String name, double value)
      throws ReflectiveOperationException {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] =
          components[i].getName().equals(name)
              ? cast(components[i].getType(), value)
              : components[i].getAccessor().invoke(config);
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
    return ((Number) config.getClass().getMethod(name).invoke(config)).doubleValue();
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

package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The components of a config class, read and made as anybody may: a public record in an exported
/// package needs no `opens` for that.
final class ConfigRecord {
  private static final ClassValue<ConfigRecord> KNOWN =
      new ClassValue<>() {
        @Override
        protected ConfigRecord computeValue(Class<?> type) {
          return new ConfigRecord(type);
        }
      };

  private final Class<?> type;
  private final List<String> names;
  private final Class<?>[] types;
  private final Method[] accessors;
  private @Nullable MethodHandle constructor; // made when one is asked for

  private ConfigRecord(Class<?> type) {
    RecordComponent @Nullable [] components = type.getRecordComponents();
    if (components == null
        || !Modifier.isPublic(type.getModifiers())
        || !type.getModule().isExported(type.getPackageName())) {
      throw inaccessible(type, null);
    }
    this.type = type;
    types = new Class<?>[components.length];
    accessors = new Method[types.length];
    List<String> own = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
      accessors[i] = components[i].getAccessor();
      own.add(components[i].getName());
    }
    names = List.copyOf(own);
  }

  /// Returns the components of a config.
  ///
  /// @throws IllegalArgumentException if it is no public record in an exported package
  static ConfigRecord of(OptimizerConfig config) {
    return KNOWN.get(config.getClass());
  }

  /// Whether a config has components that can be read.
  static boolean reads(OptimizerConfig config) {
    Class<?> type = config.getClass();
    return type.isRecord()
        && Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName());
  }

  private static IllegalArgumentException inaccessible(Class<?> type, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "config %s must be a public record in an exported package".formatted(type.getName()),
        cause);
  }

  List<String> names() {
    return names;
  }

  Class<?> type(int component) {
    return types[component];
  }

  int size() {
    return types.length;
  }

  /// Returns the canonical constructor.
  MethodHandle constructor() {
    MethodHandle known = constructor;
    if (known == null) {
      try {
        MethodType signature = MethodType.methodType(void.class, types);
        known = MethodHandles.publicLookup().findConstructor(type, signature);
      } catch (ReflectiveOperationException e) {
        throw inaccessible(type, e);
      }
      constructor = known;
    }
    return known;
  }

  /// Reads a component by plain reflection: a method handle for each would take longer than to
  /// train a small network.
  ///
  /// @throws IllegalArgumentException if it is null, which the constructor of a plug-in may let
  ///   pass
  Object get(OptimizerConfig config, int component) {
    try {
      Object value = accessors[component].invoke(config);
      config.hyperParameters().given(names.get(component), value);
      return value;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw inaccessible(type, e);
    }
  }

  /// Makes a record through the canonical constructor, whose exceptions pass.
  OptimizerConfig make(Object[] values) {
    try {
      return (OptimizerConfig) constructor().invokeWithArguments(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the component that a segment of a dotted name means, -1 for none: its own name, or
  /// `inner` or `fallback` for the component that holds that config.
  int component(OptimizerConfig config, String segment) {
    int own = names.indexOf(segment);
    if (own >= 0) {
      return own;
    }
    return switch (segment) {
      case "inner" -> holder(config, OptimizerConfig::inner);
      case "fallback" -> holder(config, OptimizerConfig::fallback);
      default -> -1;
    };
  }

  /// Returns the component from which a method takes the config that it returns, -1 for none. It is
  /// asked of a copy whose configs are objects of their own, which tells equal ones apart.
  @SuppressWarnings("ReferenceEquality") // that is what the copy is for
  private int holder(
      OptimizerConfig config, Function<OptimizerConfig, Optional<OptimizerConfig>> method) {
    OptimizerConfig copy = copy(config);
    OptimizerConfig held = method.apply(copy).orElse(null);
    for (int i = 0; held != null && i < types.length; i++) {
      if (get(copy, i) == held) {
        return i;
      }
    }
    return -1;
  }

  private static OptimizerConfig copy(OptimizerConfig config) {
    ConfigRecord record = of(config);
    Object[] values = new Object[record.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = record.get(config, i);
      values[i] = value instanceof OptimizerConfig nested ? copy(nested) : value;
    }
    return record.make(values);
  }

  @Override
  public String toString() {
    return type.getName();
  }
}

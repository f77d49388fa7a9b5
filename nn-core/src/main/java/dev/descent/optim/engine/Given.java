package dev.descent.optim.engine;

import dev.descent.runtime.Nearest;
import dev.descent.runtime.WholeNumber;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a description holds, taken as what it has to be, or refused.
final class Given {
  private Given() {}

  static void requireKeys(String subject, Map<?, ?> values, List<String> known) {
    for (Object key : values.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(Nearest.message(subject + " has no", name, known));
      }
    }
  }

  /// Names and values of an optimizer; its name alone is a slip.
  static Map<?, ?> optimizer(String subject, @Nullable Object value) {
    if (value instanceof String name) {
      throw new IllegalArgumentException(
          "%s must have a 'name', was the text '%s': write {name: %s}"
              .formatted(subject, name, name));
    }
    return map(subject, value);
  }

  /// Names and values of a setting that has no others.
  static Map<?, ?> settings(String subject, @Nullable Object value, List<String> known) {
    if (!(value instanceof Map<?, ?> map)) {
      throw refused(subject, "names and values of " + known, value);
    }
    requireKeys(subject, map, known);
    requireValues(subject, map);
    return map;
  }

  static void requireValues(String subject, Map<?, ?> values) {
    for (Map.Entry<?, ?> one : values.entrySet()) {
      if (one.getValue() == null) {
        requireAbsent(subject, values, one.getKey());
      }
    }
  }

  static @Nullable Object or(Map<?, ?> values, String key, Object absent) {
    return values.containsKey(key) ? values.get(key) : absent;
  }

  static void requireValue(String subject, Map<?, ?> values, String key) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException(
          "%s must have '%s', found %s".formatted(subject, key, values.keySet()));
    }
  }

  static Map<?, ?> map(String subject, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(
        "%s must have names and values, was '%s'".formatted(subject, value));
  }

  /// A name without a value is a slip, not a default.
  static void requireAbsent(String subject, Map<?, ?> values, @Nullable Object key) {
    if (values.containsKey(key)) {
      throw new IllegalArgumentException(
          "%s %s must have a value: leave it out for the default".formatted(subject, key));
    }
  }

  static IllegalArgumentException refused(String subject, String rule, @Nullable Object value) {
    return new IllegalArgumentException("%s must be %s, was '%s'".formatted(subject, rule, value));
  }

  static String text(String subject, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw refused(subject, "a text", value);
  }

  static int whole(String subject, @Nullable Object value) {
    return (int) WholeNumber.parse(subject, String.valueOf(value), Integer.SIZE);
  }

  static double number(String subject, @Nullable Object value) {
    try {
      return Double.parseDouble(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, was '%s'".formatted(subject, value), e);
    }
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes configs and builders from names and values, as [Configs#values] and
/// [OptimizerBuilder#describe] write them.
final class ConfigReader {
  private static final List<String> KEYS =
      List.of(
          "optimizer",
          "groups",
          "transforms",
          "schedules",
          "frozen",
          "withoutDecay",
          "clipByGlobalNorm",
          "accumulate",
          "lossScale",
          "nonFinite");

  private final OptimizerRegistry registry;

  ConfigReader(OptimizerRegistry registry) {
    this.registry = registry;
  }

  OptimizerConfig config(Map<?, ?> values) {
    requireKeys("optimizer", values, List.of("name", "hyperParameters", "on"));
    String name = text("name of an optimizer", values.get("name"));
    Map<?, ?> own =
        values.containsKey("hyperParameters") ? map(name, values.get("hyperParameters")) : Map.of();
    OptimizerConfig defaults = registry.get(name).defaults();
    ConfigRecord record = ConfigRecord.of(defaults);
    requireKeys(name, own, record.names());
    Object[] made = new Object[record.size()];
    Settings settings = new Settings(other -> registry.get(other).defaults());
    for (int i = 0; i < made.length; i++) {
      Object given = own.get(record.names().get(i));
      if (given == null) {
        made[i] = record.get(defaults, i);
      } else if (given instanceof Map<?, ?> inner) {
        made[i] = nested(name, record, i, config(inner));
      } else {
        made[i] = settings.parse(defaults, record, i, given.toString());
      }
    }
    return record.make(made);
  }

  private static OptimizerConfig nested(
      String name, ConfigRecord record, int component, OptimizerConfig found) {
    if (!record.type(component).isInstance(found)) {
      throw new IllegalArgumentException(
          "%s %s must be a %s, was '%s'"
              .formatted(
                  name,
                  record.names().get(component),
                  record.type(component).getSimpleName(),
                  found.hyperParameters().name()));
    }
    return found;
  }

  OptimizerBuilder builder(Map<?, ?> all, Function<String, Schedule> schedules) {
    requireKeys("optimizer description", all, KEYS);
    OptimizerBuilder builder = new OptimizerBuilder(config(map("optimizer", all.get("optimizer"))));
    each(all, "groups").forEach((p, c) -> builder.group(p, config(map("group", c))));
    if (all.get("transforms") instanceof List<?> list) {
      for (Object one : list) {
        Map<?, ?> values = map("transform", one);
        if (values.get("on") instanceof String pattern) {
          builder.transform(pattern, config(values));
        } else {
          builder.transform(config(values));
        }
      }
    }
    each(all, "schedules")
        .forEach((label, s) -> schedule(builder, label, schedules.apply(s.toString())));
    each(all, "frozen").forEach((pattern, how) -> freeze(builder, pattern, how.toString()));
    if (all.containsKey("withoutDecay")) {
      builder.withoutDecayOnBiasesAndNorms();
    }
    if (all.containsKey("clipByGlobalNorm")) {
      builder.clipByGlobalNorm(number("clipByGlobalNorm", all.get("clipByGlobalNorm")));
    }
    if (all.containsKey("accumulate")) {
      builder.accumulate((int) number("accumulate", all.get("accumulate")));
    }
    if (all.containsKey("lossScale")) {
      builder.lossScale(lossScale(each(all, "lossScale")));
    }
    if (all.containsKey("nonFinite")) {
      builder.nonFinite(nonFinite(each(all, "nonFinite")));
    }
    return builder;
  }

  private static void schedule(OptimizerBuilder builder, String label, Schedule schedule) {
    int at = label.lastIndexOf(": ");
    if (at < 0) {
      builder.schedule(label, schedule);
    } else {
      builder.schedule(label.substring(0, at), label.substring(at + 2), schedule);
    }
  }

  private static void freeze(OptimizerBuilder builder, String pattern, String how) {
    String until = "frozen until step ";
    if (how.startsWith(until)) {
      builder.freeze(pattern, (long) number("frozen", how.substring(until.length())));
    } else {
      builder.freeze(pattern);
    }
  }

  private static LossScale lossScale(Map<String, Object> values) {
    requireKeys("lossScale", values, List.of("initial", "growth", "backoff", "interval"));
    return new LossScale(
        number("lossScale initial", values.get("initial")),
        number("lossScale growth", values.get("growth")),
        number("lossScale backoff", values.get("backoff")),
        (int) number("lossScale interval", values.get("interval")));
  }

  private static NonFinite nonFinite(Map<String, Object> values) {
    requireKeys("nonFinite", values, List.of("zeroNans", "skip"));
    NonFinite policy =
        values.containsKey("skip")
            ? NonFinite.skip((int) number("nonFinite skip", values.get("skip")))
            : NonFinite.fail();
    return String.valueOf(values.get("zeroNans")).equals("true") ? policy.withZeroedNans() : policy;
  }

  private static Map<String, Object> each(Map<?, ?> all, String key) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (all.containsKey(key)) {
      map(key, all.get(key)).forEach((name, value) -> found.put(name.toString(), value));
    }
    return found;
  }

  private static void requireKeys(String subject, Map<?, ?> values, List<String> known) {
    for (Object key : values.keySet()) {
      if (!known.contains(key.toString())) {
        throw new IllegalArgumentException(
            Nearest.message(subject + " has no", key.toString(), known));
      }
    }
  }

  private static Map<?, ?> map(String subject, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(
        "%s must have names and values, was '%s'".formatted(subject, value));
  }

  private static String text(String subject, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("%s must be a text, was '%s'".formatted(subject, value));
  }

  private static double number(String subject, @Nullable Object value) {
    try {
      return Double.parseDouble(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, was '%s'".formatted(subject, value), e);
    }
  }
}

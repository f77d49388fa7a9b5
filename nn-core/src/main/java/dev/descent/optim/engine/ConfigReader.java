package dev.descent.optim.engine;

import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes configs and builders from names and values, as [Configs#values] and
/// [OptimizerBuilder#describe] write them.
final class ConfigReader {
  /// What `withoutDecay` says.
  static final String SPARED = "biases and norms";

  private static final Pattern UNTIL = Pattern.compile("frozen until step ([0-9]{1,18})");
  private static final List<String> CONFIG = List.of("name", "hyperParameters");

  private final OptimizerRegistry registry;

  ConfigReader(OptimizerRegistry registry) {
    this.registry = registry;
  }

  OptimizerConfig config(Map<?, ?> values) {
    return config(values, CONFIG);
  }

  private OptimizerConfig config(Map<?, ?> values, List<String> keys) {
    requireKeys("optimizer", values, keys);
    String name = text("name of an optimizer", values.get("name"));
    Map<?, ?> own =
        values.containsKey("hyperParameters") ? map(name, values.get("hyperParameters")) : Map.of();
    OptimizerConfig defaults = registry.get(name).defaults();
    ConfigRecord record = ConfigRecord.of(defaults);
    requireKeys(name, own, record.names());
    Object[] made = new Object[record.size()];
    Settings settings = new Settings(other -> registry.get(other).defaults());
    for (int i = 0; i < made.length; i++) {
      String key = record.names().get(i);
      Object given = own.get(key);
      if (given == null) {
        requireAbsent(name, own, key);
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

  OptimizerBuilder builder(
      Map<?, ?> all,
      Function<String, Schedule> schedules,
      Function<String, Optional<MetricSchedule>> metrics) {
    requireKeys("optimizer description", all, OptimizerBuilder.PARTS);
    if (!all.containsKey("optimizer")) {
      throw new IllegalArgumentException(
          "optimizer description must have an 'optimizer', found " + all.keySet());
    }
    OptimizerBuilder builder = new OptimizerBuilder(config(map("optimizer", all.get("optimizer"))));
    apply(all, schedules, metrics, builder);
    return builder;
  }

  /// Sets all but the optimizer that the builder was made with.
  void apply(
      Map<?, ?> all,
      Function<String, Schedule> schedules,
      Function<String, Optional<MetricSchedule>> metrics,
      OptimizerBuilder builder) {
    requireKeys("optimizer description", all, OptimizerBuilder.PARTS);
    each(all, "groups").forEach((p, c) -> builder.group(p, config(map("group", c))));
    if (all.containsKey("transforms")) {
      transforms(builder, all.get("transforms"));
    }
    for (Map.Entry<String, Object> one : each(all, "schedules").entrySet()) {
      int at = one.getKey().lastIndexOf(": ");
      String pattern = at < 0 ? null : one.getKey().substring(0, at);
      String name = one.getKey().substring(at < 0 ? 0 : at + 2);
      String text = one.getValue().toString();
      Optional<MetricSchedule> moved = metrics.apply(text);
      if (moved.isPresent()) {
        builder.schedules.add(pattern, name, moved.get());
      } else {
        builder.schedules.add(pattern, name, schedules.apply(text));
      }
    }
    each(all, "frozen").forEach((pattern, how) -> freeze(builder, pattern, how.toString()));
    if (all.containsKey("withoutDecay")) {
      if (!SPARED.equals(all.get("withoutDecay"))) {
        throw refused("withoutDecay", "'" + SPARED + "'", all.get("withoutDecay"));
      }
      builder.withoutDecayOnBiasesAndNorms();
    }
    if (all.containsKey("clipByGlobalNorm")) {
      builder.clipByGlobalNorm(number("clipByGlobalNorm", all.get("clipByGlobalNorm")));
    }
    if (all.containsKey("accumulate")) {
      accumulate(builder, all.get("accumulate"));
    }
    if (all.containsKey("lossScale")) {
      builder.lossScale(lossScale(each(all, "lossScale")));
    }
    if (all.containsKey("nonFinite")) {
      builder.nonFinite(nonFinite(each(all, "nonFinite")));
    }
  }

  /// A number of gradients, or one and what they are taken for.
  private static void accumulate(OptimizerBuilder builder, @Nullable Object given) {
    if (!(given instanceof Map<?, ?> values)) {
      builder.accumulate(whole("accumulate", given));
      return;
    }
    requireKeys("accumulate", values, List.of("gradients", "taken"));
    String kind = text("accumulate taken", values.get("taken"));
    for (Window one : Window.values()) {
      if (one.name().equals(kind)) {
        builder.accumulate(whole("accumulate gradients", values.get("gradients")), one);
        return;
      }
    }
    throw refused("accumulate taken", "one of " + Arrays.toString(Window.values()), kind);
  }

  private void transforms(OptimizerBuilder builder, @Nullable Object given) {
    if (!(given instanceof List<?> list)) {
      throw refused("transforms", "a list", given);
    }
    for (Object one : list) {
      Map<?, ?> values = map("transform", one);
      OptimizerConfig config = config(values, List.of("name", "hyperParameters", "on"));
      if (values.containsKey("on")) {
        builder.transform(text("on of a transform", values.get("on")), config);
      } else {
        builder.transform(config);
      }
    }
  }

  private static void freeze(OptimizerBuilder builder, String pattern, String how) {
    Matcher until = UNTIL.matcher(how);
    if (until.matches()) {
      builder.freeze(pattern, Long.parseLong(until.group(1)));
    } else if (how.equals("frozen")) {
      builder.freeze(pattern);
    } else {
      throw refused("frozen " + pattern, "'frozen' or 'frozen until step N'", how);
    }
  }

  private static LossScale lossScale(Map<String, Object> values) {
    requireKeys("lossScale", values, List.of("initial", "growth", "backoff", "interval"));
    return new LossScale(
        number("lossScale initial", values.get("initial")),
        number("lossScale growth", values.get("growth")),
        number("lossScale backoff", values.get("backoff")),
        whole("lossScale interval", values.get("interval")));
  }

  private static NonFinite nonFinite(Map<String, Object> values) {
    requireKeys("nonFinite", values, List.of("zeroNans", "skip"));
    NonFinite policy =
        values.containsKey("skip")
            ? NonFinite.skip(whole("nonFinite skip", values.get("skip")))
            : NonFinite.fail();
    return switch (String.valueOf(values.getOrDefault("zeroNans", false))) {
      case "true" -> policy.withZeroedNans();
      case "false" -> policy;
      default -> throw refused("nonFinite zeroNans", "true or false", values.get("zeroNans"));
    };
  }

  private static Map<String, Object> each(Map<?, ?> all, String key) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (all.containsKey(key)) {
      Map<?, ?> given = map(key, all.get(key));
      for (Map.Entry<?, ?> one : given.entrySet()) {
        if (one.getValue() == null) {
          requireAbsent(key, given, one.getKey());
        }
        found.put(String.valueOf(one.getKey()), one.getValue());
      }
    }
    return found;
  }

  private static void requireKeys(String subject, Map<?, ?> values, List<String> known) {
    for (Object key : values.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(Nearest.message(subject + " has no", name, known));
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

  /// A name without a value is a slip, not a default.
  private static void requireAbsent(String subject, Map<?, ?> values, @Nullable Object key) {
    if (values.containsKey(key)) {
      throw new IllegalArgumentException(
          "%s %s must have a value: leave it out for the default".formatted(subject, key));
    }
  }

  private static IllegalArgumentException refused(
      String subject, String rule, @Nullable Object value) {
    return new IllegalArgumentException("%s must be %s, was '%s'".formatted(subject, rule, value));
  }

  private static String text(String subject, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw refused(subject, "a text", value);
  }

  private static int whole(String subject, @Nullable Object value) {
    double number = number(subject, value);
    if (number != (int) number) {
      throw refused(subject, "a whole number", value);
    }
    return (int) number;
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

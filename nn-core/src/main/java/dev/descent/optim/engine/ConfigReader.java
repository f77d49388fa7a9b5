package dev.descent.optim.engine;

import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Description;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    return config(values, CONFIG, Kind.STEPPING);
  }

  private OptimizerConfig config(Map<?, ?> values, List<String> keys, Set<Kind> wanted) {
    Given.requireKeys("optimizer", values, keys);
    String name = Given.text("name of an optimizer", values.get("name"));
    Map<?, ?> own =
        values.containsKey("hyperParameters")
            ? Given.map(name, values.get("hyperParameters"))
            : Map.of();
    OptimizerConfig defaults = registry.get(name, wanted).defaults();
    ConfigRecord record = ConfigRecord.of(defaults);
    Given.requireKeys(name, own, record.names());
    Object[] made = new Object[record.size()];
    Settings settings = new Settings(other -> registry.get(other, Kind.STEPPING).defaults());
    for (int i = 0; i < made.length; i++) {
      String key = record.names().get(i);
      Object given = own.get(key);
      if (given == null) {
        Given.requireAbsent(name, own, key);
        made[i] = record.get(defaults, i);
      } else if (given instanceof Map<?, ?> inner) {
        if (!OptimizerConfig.class.isAssignableFrom(record.type(i))) {
          throw new IllegalArgumentException(
              "%s %s must be a value, was %s: a schedule is set under 'schedules'"
                  .formatted(name, key, inner));
        }
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
    Given.requireKeys("optimizer description", all, OptimizerBuilder.PARTS);
    if (!all.containsKey("optimizer")) {
      throw new IllegalArgumentException(
          "optimizer description must have an 'optimizer', found " + all.keySet());
    }
    OptimizerBuilder builder =
        new OptimizerBuilder(config(Given.optimizer("optimizer", all.get("optimizer"))));
    apply(all, schedules, metrics, builder);
    return builder;
  }

  /// Sets all but the optimizer that the builder was made with.
  void apply(
      Map<?, ?> all,
      Function<String, Schedule> schedules,
      Function<String, Optional<MetricSchedule>> metrics,
      OptimizerBuilder builder) {
    Given.requireKeys("optimizer description", all, OptimizerBuilder.PARTS);
    each(all, "groups").forEach((pattern, config) -> group(builder, pattern, config));
    if (all.containsKey("transforms")) {
      transforms(builder, all.get("transforms"));
    }
    for (Map.Entry<String, Object> one : each(all, "schedules").entrySet()) {
      int at = one.getKey().lastIndexOf(": ");
      String pattern = at < 0 ? null : one.getKey().substring(0, at);
      String name = one.getKey().substring(at < 0 ? 0 : at + 2);
      String text = one.getValue().toString();
      if (text.contains(Description.LAMBDA_IN)) {
        throw new IllegalArgumentException(
            "schedule of '%s' must be one that prints itself, was '%s': set it by OptimizerBuilder.schedule"
                .formatted(one.getKey(), text));
      }
      try {
        Optional<MetricSchedule> moved = metrics.apply(text);
        if (moved.isPresent()) {
          builder.schedules.add(pattern, name, moved.get());
        } else {
          builder.schedules.add(pattern, name, schedules.apply(text));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "schedule of '%s': %s".formatted(one.getKey(), e.getMessage()), e);
      }
    }
    each(all, "frozen").forEach((pattern, how) -> freeze(builder, pattern, how.toString()));
    if (all.containsKey("withoutDecay")) {
      if (!SPARED.equals(all.get("withoutDecay"))) {
        throw Given.refused("withoutDecay", "'" + SPARED + "'", all.get("withoutDecay"));
      }
      builder.withoutDecayOnBiasesAndNorms();
    }
    if (all.containsKey("clipByGlobalNorm")) {
      builder.clipByGlobalNorm(Given.number("clipByGlobalNorm", all.get("clipByGlobalNorm")));
    }
    if (all.containsKey("accumulate")) {
      accumulate(builder, all.get("accumulate"));
    }
    if (all.containsKey("lossScale")) {
      builder.lossScale(lossScale(all.get("lossScale")));
    }
    if (all.containsKey("nonFinite")) {
      builder.nonFinite(nonFinite(all.get("nonFinite")));
    }
  }

  private void group(OptimizerBuilder builder, String pattern, Object given) {
    String label = "group '%s'".formatted(pattern);
    Map<?, ?> values = Given.optimizer(label, given);
    OptimizerConfig config;
    try {
      config = config(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(label + ": " + e.getMessage(), e);
    }
    builder.group(pattern, config);
  }

  /// A number of gradients, or one and what they are taken for.
  private static void accumulate(OptimizerBuilder builder, @Nullable Object given) {
    if (!(given instanceof Map<?, ?> values)) {
      builder.accumulate(Given.whole("accumulate", given));
      return;
    }
    Given.requireKeys("accumulate", values, List.of("gradients", "taken"));
    Given.requireValue("accumulate", values, "gradients");
    Given.requireValue("accumulate", values, "taken");
    String kind = Given.text("accumulate taken", values.get("taken"));
    for (Window one : Window.values()) {
      if (one.name().equals(kind)) {
        builder.accumulate(Given.whole("accumulate gradients", values.get("gradients")), one);
        return;
      }
    }
    throw Given.refused("accumulate taken", "one of " + Arrays.toString(Window.values()), kind);
  }

  private void transforms(OptimizerBuilder builder, @Nullable Object given) {
    if (!(given instanceof List<?> list)) {
      throw Given.refused("transforms", "a list", given);
    }
    for (Object one : list) {
      Map<?, ?> values = Given.optimizer("transform", one);
      OptimizerConfig config =
          config(values, List.of("name", "hyperParameters", "on"), EnumSet.of(Kind.TRANSFORM));
      if (values.containsKey("on")) {
        builder.transform(Given.text("on of a transform", values.get("on")), config);
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
      throw Given.refused("frozen " + pattern, "'frozen' or 'frozen until step N'", how);
    }
  }

  private static LossScale lossScale(@Nullable Object given) {
    Map<?, ?> values =
        Given.settings("lossScale", given, List.of("initial", "growth", "backoff", "interval"));
    LossScale usual = LossScale.dynamic();
    return new LossScale(
        Given.number("lossScale initial", Given.or(values, "initial", usual.initial())),
        Given.number("lossScale growth", Given.or(values, "growth", usual.growth())),
        Given.number("lossScale backoff", Given.or(values, "backoff", usual.backoff())),
        Given.whole("lossScale interval", Given.or(values, "interval", usual.interval())));
  }

  private static NonFinite nonFinite(@Nullable Object given) {
    Map<?, ?> values = Given.settings("nonFinite", given, List.of("zeroNans", "skip"));
    NonFinite policy =
        values.containsKey("skip")
            ? NonFinite.skip(Given.whole("nonFinite skip", values.get("skip")))
            : NonFinite.fail();
    return switch (String.valueOf(Given.or(values, "zeroNans", false))) {
      case "true" -> policy.withZeroedNans();
      case "false" -> policy;
      default -> throw Given.refused("nonFinite zeroNans", "true or false", values.get("zeroNans"));
    };
  }

  private static Map<String, Object> each(Map<?, ?> all, String key) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (all.containsKey(key)) {
      Map<?, ?> given = Given.map(key, all.get(key));
      Given.requireValues(key, given);
      for (Map.Entry<?, ?> one : given.entrySet()) {
        found.put(String.valueOf(one.getKey()), one.getValue());
      }
    }
    return found;
  }
}

package dev.descent.optim.engine;

import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The optimizers that are known by name. Immutable.
///
/// ```java
/// OptimizerConfig config =
///     OptimizerRegistry.discover().create("adam", Map.of("learningRate", "0.01"));
/// ```
public final class OptimizerRegistry {
  private final SortedMap<String, OptimizerEntry> entries;

  private OptimizerRegistry(SortedMap<String, OptimizerEntry> entries) {
    this.entries = entries;
  }

  /// Returns what the class path and the module path offer.
  ///
  /// @throws IllegalStateException if two classes claim one name, or one cannot be used
  public static OptimizerRegistry discover() {
    return of(Discovery.installed());
  }

  /// Returns what the class path, the module path and the jars in a directory offer. The jars stay
  /// open.
  ///
  /// @throws IllegalArgumentException if the directory has no jar
  /// @throws IllegalStateException if two classes claim one name, or one cannot be used
  public static OptimizerRegistry discover(Path plugins) {
    return of(
        Stream.concat(Discovery.installed().stream(), Discovery.directory(plugins).stream())
            .toList());
  }

  /// Returns a registry of these optimizers, with the defaults that the configs hold.
  ///
  /// @throws IllegalStateException if two claim one name, or one cannot be used
  public static OptimizerRegistry ofConfigs(Collection<? extends OptimizerConfig> configs) {
    return of(configs.stream().map(c -> new OptimizerEntry(c, "application")).toList());
  }

  private static OptimizerRegistry of(Collection<OptimizerEntry> found) {
    SortedMap<String, OptimizerEntry> entries = new TreeMap<>();
    for (OptimizerEntry entry : found) {
      Discovery.requireUsable(entry.defaults());
      OptimizerEntry other = entries.put(entry.name(), entry);
      if (other != null) {
        List<String> both =
            Stream.of(entry, other)
                .map(e -> e.className() + " (" + e.origin() + ")")
                .sorted()
                .toList();
        throw new IllegalStateException(
            "optimizer '%s' must be claimed by one class, was by %s".formatted(entry.name(), both));
      }
    }
    return new OptimizerRegistry(entries);
  }

  /// Returns a registry with these added, or put in the place of those of the same name.
  public OptimizerRegistry with(Collection<? extends OptimizerConfig> configs) {
    SortedMap<String, OptimizerEntry> next = new TreeMap<>(entries);
    next.putAll(ofConfigs(configs).entries);
    return new OptimizerRegistry(next);
  }

  /// Returns all, sorted by name.
  public List<OptimizerEntry> entries() {
    return List.copyOf(entries.values());
  }

  /// Returns the names, sorted.
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /// Returns one by its name, of any kind.
  ///
  /// @throws UnknownOptimizerException if there is none; the message suggests the nearest or lists
  ///   all
  public OptimizerEntry get(String name) {
    return get(name, EnumSet.allOf(Kind.class));
  }

  /// Returns one by its name where some kinds are asked for. One of another kind is found as well:
  /// what is done with it says why it does not fit.
  ///
  /// @param wanted the kinds that the message of a refusal is about
  /// @throws UnknownOptimizerException if there is none of any kind
  public OptimizerEntry get(String name, Set<Kind> wanted) {
    OptimizerEntry entry = entries.get(name);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "no optimizer named '%s'; found none at all: add nn-optim, or the jar of a plug-in, to the class path or module path"
              .formatted(name));
    }
    if (entry == null) {
      throw new UnknownOptimizerException(name, entries.values(), wanted);
    }
    return entry;
  }

  /// Makes a config: the defaults with settings applied.
  ///
  /// A setting's name is a component's, dotted for a config inside a config (`base.momentum`); the
  /// value of a component that is a config is the name of an optimizer.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a value is not legal
  public OptimizerConfig create(String name, Map<String, String> settings) {
    return new Settings(other -> get(other, Kind.STEPPING).defaults())
        .apply(get(name, Kind.STEPPING).defaults(), settings);
  }

  /// Makes the config that [Configs#values] has described. What is left out has its default.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a value is not legal
  public OptimizerConfig read(Map<String, ?> values) {
    return new ConfigReader(this).config(values);
  }

  /// Makes the optimizer that [OptimizerBuilder#describe] has described.
  ///
  /// @param schedules makes a schedule from its text, as `Schedules::parse` of nn-optim does
  /// @throws IllegalArgumentException if a name is unknown or a value is not legal
  public OptimizerBuilder read(Map<String, ?> description, Function<String, Schedule> schedules) {
    return read(description, schedules, _ -> Optional.empty());
  }

  /// Makes the optimizer that [OptimizerBuilder#describe] has described, with schedules that a
  /// metric moves among the others.
  ///
  /// @param schedules makes a schedule from its text, as `Schedules::parse` of nn-optim does
  /// @param metrics makes one that a metric moves, empty for any other, as `Schedules::parseMetric`
  ///   does; it is asked first
  /// @throws IllegalArgumentException if a name is unknown or a value is not legal
  public OptimizerBuilder read(
      Map<String, ?> description,
      Function<String, Schedule> schedules,
      Function<String, Optional<MetricSchedule>> metrics) {
    return new ConfigReader(this).builder(description, schedules, metrics);
  }

  /// Sets in a builder what [OptimizerBuilder#describe] has described, but for `optimizer`, which
  /// the builder was made with: for a trainer, which makes its own.
  ///
  /// @param schedules as for [#read]
  /// @param metrics as for [#read]
  /// @throws IllegalArgumentException if a name is unknown or a value is not legal
  public void apply(
      Map<String, ?> description,
      Function<String, Schedule> schedules,
      Function<String, Optional<MetricSchedule>> metrics,
      OptimizerBuilder builder) {
    new ConfigReader(this).apply(description, schedules, metrics, builder);
  }
}

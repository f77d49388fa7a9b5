package dev.descent.examples;

import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.run.OptimizerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Which optimizer a request means.
///
/// @param config the optimizer of all parameters that belong to no group
/// @param whole whether a file says everything, so that the example has no say
/// @param more what is set beside it: groups, transforms, schedules
record OptimizerChoice(OptimizerConfig config, boolean whole, Consumer<OptimizerBuilder> more) {
  /// Returns the optimizer of the file that the user gives, or the one that the user names, with
  /// its own defaults, or else the example's; in the latter cases with the hyper-parameters that
  /// the user sets and the transforms that he adds.
  ///
  /// @throws IllegalArgumentException if there is none of that name, or a hyper-parameter is wrong
  static OptimizerChoice of(Request request, OptimizerRegistry registry, OptimizerConfig standard) {
    if (request.optimizerFile().isPresent()) {
      return read(request.optimizerFile().get(), registry);
    }
    OptimizerConfig config =
        request
            .optimizer()
            .map(name -> optimizer(registry, name, request.settings()))
            .orElseGet(() ->
                registry
                    .with(List.of(standard))
                    .create(standard.hyperParameters().name(), request.settings()));
    List<OptimizerConfig> transforms = new ArrayList<>();
    for (Request.Transform one : request.transforms()) {
      transforms.add(transform(registry, one));
    }
    return new OptimizerChoice(config, false, builder -> transforms.forEach(builder::transform));
  }

  private static OptimizerConfig optimizer(
      OptimizerRegistry registry, String name, Map<String, String> settings) {
    if (registry.get(name, Kind.STEPPING).kind() == Kind.TRANSFORM) {
      throw new IllegalArgumentException(
          "--optimizer must update weights, was '%s', a transform of gradients: add it by --transform where an example has that"
              .formatted(name));
    }
    return registry.create(name, settings);
  }

  private static OptimizerConfig transform(OptimizerRegistry registry, Request.Transform one) {
    if (registry.get(one.name(), EnumSet.of(Kind.TRANSFORM)).kind() != Kind.TRANSFORM) {
      throw new IllegalArgumentException(
          "--transform must name a transform of gradients, was '%s': 'nn optimizers' lists them"
              .formatted(one.name()));
    }
    return registry.create(one.name(), one.settings());
  }

  private static OptimizerChoice read(Path file, OptimizerRegistry registry) {
    try {
      Map<String, Object> all = OptimizerFile.ofRun(OptimizerFile.read(file));
      registry.read(all, Schedules::parse, Schedules::parseMetric); // whether it is right
      Map<String, Object> first = new LinkedHashMap<>();
      ((Map<?, ?>) all.getOrDefault("optimizer", Map.of()))
          .forEach((name, value) -> first.put(name.toString(), value));
      return new OptimizerChoice(
          registry.read(first),
          true,
          builder -> registry.apply(all, Schedules::parse, Schedules::parseMetric, builder));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "optimizer file '%s': %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the value of a `double` component, empty if the config has none of that name. A dotted
  /// name is that of a component of a config inside.
  static OptionalDouble component(OptimizerConfig config, String name) {
    return component(Configs.values(config), name);
  }

  private static OptionalDouble component(Map<?, ?> config, String name) {
    if (!(config.get("hyperParameters") instanceof Map<?, ?> own)) {
      return OptionalDouble.empty();
    }
    int dot = name.indexOf('.');
    if (dot < 0) {
      return own.get(name) instanceof Double number
          ? OptionalDouble.of(number)
          : OptionalDouble.empty();
    }
    return own.get(name.substring(0, dot)) instanceof Map<?, ?> inside
        ? component(inside, name.substring(dot + 1))
        : OptionalDouble.empty();
  }
}

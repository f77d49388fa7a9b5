package dev.descent.examples;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.List;
import java.util.OptionalDouble;

/// Which optimizer a request means.
final class OptimizerChoice {
  private OptimizerChoice() {}

  /// Returns the optimizer that the user names, with its own defaults, or else the example's, and
  /// in either case with the hyper-parameters that the user sets.
  ///
  /// @throws IllegalArgumentException if there is none of that name, or a hyper-parameter is wrong
  static OptimizerConfig of(Request request, OptimizerRegistry registry, OptimizerConfig standard) {
    return request
        .optimizer()
        .map(name -> registry.create(name, request.settings()))
        .orElseGet(() ->
            registry
                .with(List.of(standard))
                .create(standard.hyperParameters().name(), request.settings()));
  }

  /// Returns the value of a `double` component, empty if the config has none of that name.
  static OptionalDouble component(OptimizerConfig config, String name) {
    return new OptimizerEntry(config, "")
        .lines().stream()
            .filter(line -> line.name().equals(name) && line.type().equals("double"))
            .mapToDouble(line -> Double.parseDouble(line.value()))
            .findFirst();
  }
}

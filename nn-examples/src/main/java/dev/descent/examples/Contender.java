package dev.descent.examples;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.OptionalDouble;

/// An optimizer in a race.
///
/// @param name its name
/// @param registry where it comes from
record Contender(String name, OptimizerRegistry registry) {
  /// Returns its defaults.
  OptimizerConfig standard() {
    OptimizerEntry entry = registry.get(name);
    return entry.defaults();
  }

  /// Returns its default learning rate, or that of the optimizer inside; empty if it has none.
  OptionalDouble rate() {
    return OptimizerChoice.component(standard(), rateName());
  }

  private String rateName() {
    String own = "learningRate";
    return OptimizerChoice.component(standard(), own).isPresent() ? own : "base." + own;
  }

  boolean hasRate() {
    return rate().isPresent();
  }

  /// Returns it with another learning rate.
  OptimizerConfig at(double rate) {
    return registry.create(name, Map.of(rateName(), Double.toString(rate)));
  }
}

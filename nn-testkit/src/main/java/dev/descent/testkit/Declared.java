package dev.descent.testkit;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;

/// What a rule says of itself.
final class Declared {
  private Declared() {}

  /// Returns whether a weight's way depends on nothing but its own gradients, as far as
  /// declarations tell.
  static boolean perElement(OptimizerConfig config) {
    return config.rule() instanceof Rule.Elementwise<?> rule && perElement(rule, config);
  }

  private static <C extends OptimizerConfig> boolean perElement(
      Rule<C> rule, OptimizerConfig config) {
    @SuppressWarnings("unchecked") // a config's rule takes that config
    C own = (C) config;
    return rule.totals(own).isEmpty() && config.inner().map(Declared::perElement).orElse(true);
  }
}

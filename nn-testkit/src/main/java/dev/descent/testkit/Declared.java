package dev.descent.testkit;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import java.util.Set;

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

  /// Returns whether a rule of the chain updates its group as one vector.
  static boolean wholeModel(OptimizerConfig config) {
    return config.rule() instanceof Rule.WholeModel<?>
        || config.inner().map(Declared::wholeModel).orElse(false);
  }

  /// Returns whether the rule changes gradients and is no optimizer.
  static boolean transform(OptimizerConfig config) {
    return needs(config.rule(), config).contains(Need.GRADIENT);
  }

  /// Returns whether a rule of the chain looks at the loss, which is that of all groups.
  static boolean seesLoss(OptimizerConfig config) {
    Set<Need> needs = needs(config.rule(), config);
    return needs.contains(Need.LOSS)
        || needs.contains(Need.OBJECTIVE)
        || config.inner().map(Declared::seesLoss).orElse(false);
  }

  private static <C extends OptimizerConfig> Set<Need> needs(Rule<C> rule, OptimizerConfig config) {
    @SuppressWarnings("unchecked") // a config's rule takes that config
    C own = (C) config;
    return rule.needs(own);
  }
}

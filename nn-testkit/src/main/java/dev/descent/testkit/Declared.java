package dev.descent.testkit;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a rule, and those inside it, say of themselves.
final class Declared {
  private Declared() {}

  /// Returns whether a weight's way depends on nothing but its own gradients, as far as
  /// declarations tell.
  static boolean perElement(OptimizerConfig config) {
    return rule(config) instanceof Rule.Elementwise<?>
        && rule(config).totals(config).isEmpty()
        && config.inner().map(Declared::perElement).orElse(true);
  }

  /// Returns whether a rule of the chain updates its group as one vector.
  static boolean wholeModel(OptimizerConfig config) {
    return config.rule() instanceof Rule.WholeModel<?>
        || config.inner().map(Declared::wholeModel).orElse(false);
  }

  /// Returns whether the rule changes gradients and is no optimizer.
  static boolean transform(OptimizerConfig config) {
    return rule(config).needs(config).contains(Need.GRADIENT);
  }

  /// Returns whether a rule of the chain looks at the loss, which is that of all groups.
  static boolean seesLoss(OptimizerConfig config) {
    Set<Need> needs = rule(config).needs(config);
    return needs.contains(Need.LOSS)
        || needs.contains(Need.OBJECTIVE)
        || config.inner().map(Declared::seesLoss).orElse(false);
  }

  /// Returns what the rules that update these parameters need.
  static Set<Need> needs(OptimizerConfig config, Iterable<Shape> parameters) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    for (Shape parameter : parameters) {
      for (OptimizerConfig one : chain(config, parameter)) {
        needs.addAll(rule(one).needs(one));
      }
    }
    return needs;
  }

  /// Returns the slots of a parameter, of all rules that update it.
  static List<Slot> slots(OptimizerConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>();
    for (OptimizerConfig one : chain(config, parameter)) {
      slots.addAll(rule(one).slots(one, parameter));
    }
    return slots;
  }

  /// Returns whether two configs ask for the same slots, numbers, sums and needs, so that a
  /// schedule can lead from one to the other.
  static boolean alike(OptimizerConfig one, OptimizerConfig other, Iterable<Shape> parameters) {
    for (Shape parameter : parameters) {
      List<OptimizerConfig> first = chain(one, parameter);
      List<OptimizerConfig> second = chain(other, parameter);
      boolean alike = first.size() == second.size();
      for (int i = 0; i < first.size() && alike; i++) {
        OptimizerConfig a = first.get(i);
        OptimizerConfig b = second.get(i);
        alike =
            rule(a).slots(a, parameter).equals(rule(b).slots(b, parameter))
                && rule(a).scalars(a).equals(rule(b).scalars(b))
                && rule(a).totals(a).equals(rule(b).totals(b))
                && rule(a).needs(a).equals(rule(b).needs(b));
      }
      if (!alike) {
        return false;
      }
    }
    return true;
  }

  /// Returns the configs whose rules update a parameter, the outermost first.
  private static List<OptimizerConfig> chain(OptimizerConfig config, Shape parameter) {
    List<OptimizerConfig> chain = new ArrayList<>();
    OptimizerConfig at = config;
    while (true) {
      if (!rule(at).accepts(at, parameter)) {
        at = at.fallback().orElseThrow();
        continue;
      }
      chain.add(at);
      if (at.inner().isEmpty()) {
        return chain;
      }
      at = at.inner().get();
    }
  }

  @SuppressWarnings("unchecked") // a config's rule takes that config
  static Rule<OptimizerConfig> rule(OptimizerConfig config) {
    return (Rule<OptimizerConfig>) config.rule();
  }
}

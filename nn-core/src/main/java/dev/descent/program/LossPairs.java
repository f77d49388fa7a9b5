package dev.descent.program;

import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cross-entropy and its gradient as one unit: both need the largest logit of a row and the sum of
/// exponentials.
final class LossPairs {
  private LossPairs() {}

  /// Returns the unit for each value that one computes: for losses and gradients of the same logits
  /// and labels, where the gradient's cotangent does not depend on the losses.
  static Map<Value, Unit> of(List<Unit> units) {
    Map<Value, Unit> makers = new HashMap<>();
    for (Unit unit : units) {
      makers.put(unit.value(), unit);
    }
    Map<Value, Unit> pairs = new HashMap<>();
    for (Unit second : units) {
      if (second.value().operation() instanceof Rowwise.CrossEntropyGradient gradient) {
        for (Unit first : units) {
          boolean pair =
              first.value().operation() instanceof Rowwise.CrossEntropy loss
                  && loss.ignored() == gradient.ignored()
                  && first.inputs().equals(second.inputs().subList(0, 2))
                  && !pairs.containsKey(first.value())
                  && !dependsOn(second.inputs().getLast(), first.value(), makers);
          if (pair) {
            Unit both =
                new Unit.LossAndGradient(
                    second.value(),
                    first.value(),
                    second.inputs(),
                    gradient.ignored(),
                    Unit.join(first.names(), second.names()));
            both.values().forEach(value -> pairs.put(value, both));
            makers.putAll(pairs);
            break;
          }
        }
      }
    }
    return pairs;
  }

  private static boolean dependsOn(Value value, Value losses, Map<Value, Unit> makers) {
    Set<Value> seen = new HashSet<>();
    List<Value> stack = new ArrayList<>(List.of(value));
    while (!stack.isEmpty()) {
      Value next = stack.removeLast();
      if (next.equals(losses)) {
        return true;
      }
      Unit maker = makers.get(next);
      if (seen.add(next) && maker != null) {
        stack.addAll(maker.inputs());
      }
    }
    return false;
  }
}

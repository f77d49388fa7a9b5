package dev.descent.loss;

import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// How far a prediction is from its target, as one number to be lowered.
@FunctionalInterface
public interface Loss {
  /// Returns the loss as a scalar.
  ///
  /// @param prediction what the network says
  /// @param target what it should say: of the same shape, or integer labels
  /// @param weight the weight of each row, 0 for rows that only pad, `null` if every row counts 1
  Value apply(Value prediction, Value target, @Nullable Value weight);
}

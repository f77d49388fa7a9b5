package dev.descent.loss;

import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// How far predictions are from targets, as one number to make small. A user's own loss is a
/// lambda.
///
/// {@snippet file="dev/descent/loss/SnippetsTest.java" region="losses"}
@FunctionalInterface
public interface Loss {
  /// Returns the loss of a batch.
  ///
  /// @param prediction what the network says, one row a sample
  /// @param target what it should say
  /// @param weight one number a row, which multiplies its loss: 0 leaves out a row that only pads;
  ///   `null` for all 1. A mean is then the weighted mean.
  Value apply(Value prediction, Value target, @Nullable Value weight);
}

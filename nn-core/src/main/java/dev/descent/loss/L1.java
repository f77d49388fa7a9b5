package dev.descent.loss;

import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// The mean absolute error: |ŷ − y| of each element, with slope 0 where both are equal.
///
/// **Shapes.** Prediction and target have one shape; nothing is broadcast.
///
/// **Defaults.** The mean over all elements, as in PyTorch.
///
/// @param reduction what becomes of the losses of the elements
public record L1(Reduction reduction) implements Loss {
  /// The mean over all elements.
  public L1() {
    this(Reduction.MEAN);
  }

  @Override
  public Value apply(Value prediction, Value target, @Nullable Value weight) {
    Value difference =
        prediction.subtract(Elements.target("mean absolute error", prediction, target));
    Value losses = difference.abs();
    return Elements.reduce(losses, weight, reduction);
  }
}

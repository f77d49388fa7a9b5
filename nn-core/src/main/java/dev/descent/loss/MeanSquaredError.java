package dev.descent.loss;

import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// The mean squared error: (ŷ − y)² of each element.
///
/// **Shapes.** Prediction and target have one shape; nothing is broadcast.
///
/// **Defaults.** The mean over all elements, as in PyTorch.
///
/// @param reduction what becomes of the losses of the elements
public record MeanSquaredError(Reduction reduction) implements Loss {
  /// The mean over all elements.
  public MeanSquaredError() {
    this(Reduction.MEAN);
  }

  @Override
  public Value apply(Value prediction, Value target, @Nullable Value weight) {
    Value difference =
        prediction.subtract(Elements.target("mean squared error", prediction, target));
    Value losses = difference.square();
    return Elements.reduce(losses, weight, reduction);
  }
}

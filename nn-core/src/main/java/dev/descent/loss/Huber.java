package dev.descent.loss;

import dev.descent.tensor.Value;
import org.jspecify.annotations.Nullable;

/// Squared error near the target, absolute error far from it.
///
/// ```
/// d = |ŷ − y|
/// loss = d² / 2                 where d ≤ δ
///        δ · (d − δ / 2)        else
/// ```
///
/// **Shapes.** Prediction and target have one shape; nothing is broadcast.
///
/// **Defaults.** δ = 1 and the mean over all elements, as in PyTorch.
///
/// @param delta where the absolute error begins
/// @param reduction what becomes of the losses of the elements
public record Huber(double delta, Reduction reduction) implements Loss {
  /// Checks delta.
  public Huber {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Huber delta must be finite and > 0, was " + delta);
    }
  }

  /// The mean over all elements.
  public Huber() {
    this(1, Reduction.MEAN);
  }

  @Override
  public Value apply(Value prediction, Value target, @Nullable Value weight) {
    Value difference = prediction.subtract(Elements.target("Huber loss", prediction, target));
    Value distance = difference.abs();
    Value capped = distance.clamp(0, delta);
    Value losses = capped.multiply(distance.subtract(capped.multiply(0.5)));
    return Elements.reduce(losses, weight, reduction);
  }
}

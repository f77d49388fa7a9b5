package dev.descent.loss;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binary cross-entropy from logits.
///
/// ```
/// loss = −(p · y · ln σ(x) + (1 − y) · ln(1 − σ(x)))
///      = (1 − y) · x + (1 + (p − 1) · y) · ln(1 + e⁻ˣ)
/// ```
///
/// **Shapes.** Logits and targets have one shape; targets lie in [0, 1].
///
/// **Defaults.** p = 1 and the mean over all elements, as PyTorch's `BCEWithLogitsLoss`.
///
/// **Numerics.** No sigmoid is taken, so large logits neither overflow nor lose digits.
///
/// @param positiveWeights p, one number for each entry of the last axis, or empty for 1
/// @param reduction what becomes of the losses of the elements
public record BinaryCrossEntropy(List<Double> positiveWeights, Reduction reduction)
    implements Loss {
  /// Copies the list.
  public BinaryCrossEntropy {
    positiveWeights = List.copyOf(positiveWeights);
  }

  /// The mean over all elements.
  public BinaryCrossEntropy() {
    this(List.of(), Reduction.MEAN);
  }

  @Override
  public Value apply(Value prediction, Value target, @Nullable Value weight) {
    Value y = Elements.target("binary cross-entropy", prediction, target);
    Value losses;
    if (positiveWeights.isEmpty()) {
      losses = prediction.softplus().subtract(prediction.multiply(y));
    } else {
      Value p = vector(prediction, positiveWeights);
      Value share = p.subtract(1).multiply(y).add(1);
      Value missed = prediction.multiply(y.affine(-1, 1));
      losses = missed.add(share.multiply(prediction.negate().softplus()));
    }
    return Elements.reduce(losses, weight, reduction);
  }

  static Value vector(Value world, List<Double> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return world.constant(Tensor.of(Shape.of(values.length), values));
  }
}

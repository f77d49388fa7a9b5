package dev.descent.layer;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;

/// A fully connected layer that uses the weight of another layer, such as the decoder of an
/// autoencoder.
///
/// ```
/// y = x · Wᵀ + b      or, transposed,      y = x · W + b
/// ```
///
/// **State.** `weight` is a further name of the other layer's weight: one slice of the parameters,
/// one optimizer slot, both names in files. `bias` is its own.
///
/// @param target the path of the other weight, such as `0.weight`
/// @param transposed whether the weight is used the other way round: from its outputs to its inputs
/// @param bias whether a bias is added
public record TiedLinear(String target, boolean transposed, boolean bias) implements Layer {
  /// The decoder's half of an autoencoder: transposed, with a bias.
  public TiedLinear(String target) {
    this(target, true, true);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value weight = scope.tied("weight", target);
    int outputs = weight.shape().at(transposed ? 1 : 0);
    int inputs = weight.shape().at(transposed ? 0 : 1);
    Value own =
        bias ? scope.parameter("bias", Shape.of(outputs), Linear.defaultBias(inputs)) : null;
    return Linear.times(input, weight, !transposed, own);
  }
}

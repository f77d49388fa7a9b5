package dev.descent.layer;

import dev.descent.tensor.Value;

/// Sets elements to 0 at random in training and scales the others by 1 / (1 − rate); does nothing
/// in evaluation.
///
/// **Numerics.** An element is kept where its uniform number, a function of run key, layer path and
/// element index, is below 1 − rate.
///
/// @param rate the probability that an element is dropped, in [0, 1]
/// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. (2014)</a>
public record Dropout(double rate) implements Layer {
  /// Checks the rate.
  public Dropout {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("dropout rate must be in [0, 1], was " + rate);
    }
  }

  @Override
  public Value apply(Scope scope, Value input) {
    if (!scope.training() || rate == 0) {
      return input;
    }
    if (rate == 1) {
      return input.multiply(0);
    }
    Value kept = scope.uniform(input.shape()).affine(-1, 1 - rate).step();
    return input.multiply(kept.multiply(1 / (1 - rate)));
  }
}

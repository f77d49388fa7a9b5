package dev.descent.layer;

import dev.descent.tensor.Value;

/// x brought into `[low, high]`, element by element; the slope at both ends is 0, as in PyTorch.
///
/// @param low the least result
/// @param high the largest result
public record Hardtanh(double low, double high) implements Layer {
  /// The default range of [−1, 1].
  public Hardtanh() {
    this(-1, 1);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    return input.clamp(low, high);
  }
}

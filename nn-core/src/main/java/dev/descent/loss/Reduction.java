package dev.descent.loss;

/// What becomes of the losses of the elements, as in PyTorch.
public enum Reduction {
  /// They stay as they are.
  NONE,
  /// Their sum.
  SUM,
  /// Their mean.
  MEAN
}

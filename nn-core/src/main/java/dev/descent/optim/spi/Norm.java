package dev.descent.optim.spi;

/// How the length of a gradient is measured.
public enum Norm {
  /// Σ |g|.
  ONE,
  /// √Σ g², the Euclidean norm.
  TWO,
  /// √(Σ g² / n), the root of the mean square.
  RMS,
  /// max |g|.
  MAX
}

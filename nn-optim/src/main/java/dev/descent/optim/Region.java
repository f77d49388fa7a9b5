package dev.descent.optim;

/// The sets that [Project] moves weights to.
public enum Region {
  /// What is not negative and has the sum `size`.
  SIMPLEX,
  /// Σ |x| is at most `size`.
  L1_BALL,
  /// The Euclidean norm is at most `size`; of units, what is known as max-norm.
  L2_BALL,
  /// The Euclidean norm is `size`; of units with size 1, what is known as unit norm.
  L2_SPHERE
}

package dev.descent.optim.spi;

/// The loss of this step's batch as a function of the weights: the same samples and the same random
/// numbers in every evaluation. Running statistics are left alone.
@FunctionalInterface
public interface Objective {
  /// Evaluates at `weights`, writes the gradient there into `gradient` and returns the loss.
  ///
  /// Both arrays have the index space of [Block]; only the rule's own stretch of them is read and
  /// written.
  double evaluate(float[] weights, float[] gradient);

  /// Writes the product of the Hessian at `weights` with `vector` into `product`.
  ///
  /// @throws UnsupportedOperationException unless the caller can do that
  default void hessianVector(float[] weights, float[] vector, float[] product) {
    throw new UnsupportedOperationException("this objective has no Hessian-vector products");
  }
}

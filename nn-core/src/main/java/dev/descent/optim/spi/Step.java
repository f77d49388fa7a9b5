package dev.descent.optim.spi;

import dev.descent.tensor.Shape;

/// One step of a whole group, seen before and after each sweep. Its parameters are numbered from 0.
public interface Step {
  /// Returns the optimizer's committed steps before this one: 0, 1, ... Of a rule that is
  /// restarted, [Rule#restart], those since, where its group is trained from the start.
  long number();

  /// Returns the sweep, from 0.
  int sweep();

  /// Returns the batch's loss.
  ///
  /// @throws IllegalStateException if the rule does not declare [Need#LOSS]
  double loss();

  /// Returns the Euclidean norm of the group's gradient, after [Block#scale].
  double gradientNorm();

  /// Returns a norm of the group's gradient, after [Block#scale].
  double gradientNorm(Norm norm);

  /// Returns a norm of a parameter's gradient, after [Block#scale].
  double gradientNorm(Norm norm, int parameter);

  /// Returns 1 − betaⁿ for n = number() + 1.
  double debias(double beta);

  /// Returns this batch's loss as a function of the weights.
  ///
  /// @throws IllegalStateException if the rule does not declare [Need#OBJECTIVE]
  Objective objective();

  /// Writes the product of the loss's Hessian, within the group, and the slot `vector` into the
  /// slot `product`.
  ///
  /// @throws IllegalStateException if the rule does not declare [Need#HESSIAN_VECTOR]
  void hessianVector(Slot vector, Slot product);

  /// Writes an estimate of the diagonal of the loss's Hessian, within the group, into a slot: u ⊙
  /// Hu for a vector u of random signs, each a function of the seed, the parameter's path, its
  /// update count and the element's place in it. The estimate is right on average, and exact where
  /// the Hessian is diagonal (Hutchinson, 1990).
  ///
  /// @throws IllegalStateException if the rule does not declare [Need#HESSIAN_VECTOR]
  void hessianDiagonal(long seed, Slot into);

  /// Returns the group's total of the sweep just done.
  double total(Total total);

  /// Returns a scalar of the group.
  double get(Scalar scalar);

  /// Sets a scalar of the group; undone if the step fails.
  void set(Scalar scalar, double value);

  /// Returns the number of parameters that this step updates.
  int parameters();

  /// Returns a parameter's shape.
  Shape shape(int parameter);

  /// Returns how often a parameter has been updated, this time included; see [Block#t].
  long t(int parameter);

  /// Returns a parameter's total of the sweep just done.
  double total(Total total, int parameter);

  /// Returns a scalar of a parameter.
  double get(Scalar scalar, int parameter);

  /// Sets a scalar of a parameter; undone if the step fails.
  void set(Scalar scalar, int parameter, double value);
}

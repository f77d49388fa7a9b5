package dev.descent.optim.engine;

/// What a window of gradients is taken for, see [OptimizerBuilder#accumulate(int, Window)]. Losses
/// are put together as gradients are.
public enum Window {
  /// Their mean over all samples ([Gradient#samples]): what one large batch would give, also where
  /// the last one is smaller.
  SAMPLE_MEAN,
  /// Their mean, in which each counts once, however many samples it has: optax's default and Keras.
  MEAN,
  /// Their sum: PyTorch, where each `backward` adds to the gradient, and optax without
  /// `use_grad_mean`.
  SUM;

  /// Returns a number of gradients.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public static int requireCount(int gradients) {
    if (gradients < 1) {
      throw new IllegalArgumentException("accumulate must be >= 1, was " + gradients);
    }
    return gradients;
  }
}

package dev.descent.optim.engine;

/// The sum of the gradients of a window, each times its samples: a mean over all samples, however
/// they are cut into batches. Part of the saved state.
final class Accumulation {
  final float[] sum;
  private final int every;
  private final Numbers numbers;
  private final Gradient mean;

  Accumulation(int every, int size, Numbers numbers) {
    this.every = every;
    this.numbers = numbers;
    sum = new float[size];
    mean = new Gradient(sum);
    numbers.declare(Numbers.Name.GRADIENTS, 0);
    numbers.declare(Numbers.Name.SAMPLES, 0);
    numbers.declare(Numbers.Name.LOSSES, 0);
  }

  /// Adds a gradient.
  ///
  /// @param values what of it has passed the check
  /// @param scale its factor
  void add(Gradient gradient, float[] values, double scale) {
    float factor = (float) (scale * gradient.samples());
    float[] into = sum;
    if (isEmpty()) {
      for (int i = 0; i < into.length; i++) {
        into[i] = factor * values[i];
      }
    } else {
      for (int i = 0; i < into.length; i++) {
        into[i] += factor * values[i];
      }
    }
    numbers.add(Numbers.Name.GRADIENTS, 1);
    numbers.add(Numbers.Name.SAMPLES, gradient.samples());
    numbers.add(
        Numbers.Name.LOSSES, (gradient.hasLoss() ? gradient.loss() : 0) * gradient.samples());
  }

  boolean isEmpty() {
    return numbers.get(Numbers.Name.GRADIENTS) == 0;
  }

  boolean isFull() {
    return numbers.get(Numbers.Name.GRADIENTS) >= every;
  }

  /// Returns the mean of the window.
  Gradient mean() {
    double samples = numbers.get(Numbers.Name.SAMPLES);
    return mean.scale(1 / samples).loss(numbers.get(Numbers.Name.LOSSES) / samples);
  }

  /// Starts the next window.
  void clear() {
    numbers.set(Numbers.Name.GRADIENTS, 0);
    numbers.set(Numbers.Name.SAMPLES, 0);
    numbers.set(Numbers.Name.LOSSES, 0);
  }
}

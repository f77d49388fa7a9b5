package dev.descent.optim.engine;

/// The sum of the gradients of a window, each times what it counts for. Part of the saved state.
final class Accumulation {
  final float[] sum;
  private final int every;
  private final Window kind;
  private final Numbers numbers;
  private final Gradient whole;

  Accumulation(int every, Window kind, int size, Numbers numbers) {
    this.every = every;
    this.kind = kind;
    this.numbers = numbers;
    sum = new float[size];
    whole = new Gradient(sum);
    numbers.declare(Numbers.Name.GRADIENTS, 0);
    numbers.declare(Numbers.Name.SAMPLES, 0);
    numbers.declare(Numbers.Name.LOSSES, 0);
  }

  /// Adds a gradient.
  ///
  /// @param values what of it has passed the check
  /// @param scale its factor
  void add(Gradient gradient, float[] values, double scale) {
    double weight = kind == Window.SAMPLE_MEAN ? gradient.samples() : 1;
    float factor = (float) (scale * weight);
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
    numbers.add(Numbers.Name.SAMPLES, weight);
    numbers.add(Numbers.Name.LOSSES, (gradient.hasLoss() ? gradient.loss() : 0) * weight);
  }

  boolean isEmpty() {
    return numbers.get(Numbers.Name.GRADIENTS) == 0;
  }

  boolean isFull() {
    return numbers.get(Numbers.Name.GRADIENTS) >= every;
  }

  /// Returns what the window is taken for.
  Gradient whole() {
    double parts = kind == Window.SUM ? 1 : numbers.get(Numbers.Name.SAMPLES);
    return whole.scale(1 / parts).loss(numbers.get(Numbers.Name.LOSSES) / parts);
  }

  /// Starts the next window.
  void clear() {
    numbers.set(Numbers.Name.GRADIENTS, 0);
    numbers.set(Numbers.Name.SAMPLES, 0);
    numbers.set(Numbers.Name.LOSSES, 0);
  }
}

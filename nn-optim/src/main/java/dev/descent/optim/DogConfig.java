package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Dog], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param first what `initial` means; default [First#HEURISTIC]
/// @param initial the initial value, finite and > 0; default 1e-6 (the paper advises 1e-4 with
///   batch normalization)
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record DogConfig(
    double learningRate, First first, double initial, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "dog",
              "Gradient descent whose rate is the distance travelled over the root of summed"
                  + " squared gradients")
          .paper(
              "Ivgi et al. (2023), DoG is SGD's Best Friend: A Parameter-Free Dynamic Step Size"
                  + " Schedule",
              "https://arxiv.org/abs/2302.12022")
          .with("learningRate", Range.atLeast(0), "factor of the rate, for schedules")
          .with("first", "what the initial value means")
          .with("initial", Range.above(0), "initial distance, or share of the weights, or rate")
          .with("epsilon", Range.above(0), "added to the sum of squared gradients")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public DogConfig {
    HYPER
        .given("first", first)
        .check("learningRate", learningRate)
        .check("initial", initial)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the paper.
  public DogConfig() {
    this(1, First.HEURISTIC, 1e-6, 1e-8, 0);
  }

  /// Returns the defaults with a learning rate.
  public static DogConfig of(double learningRate) {
    return new DogConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public DogConfig withLearningRate(double value) {
    return new DogConfig(value, first, initial, epsilon, weightDecay);
  }

  /// Returns a copy with another first.
  public DogConfig withFirst(First value) {
    return new DogConfig(learningRate, value, initial, epsilon, weightDecay);
  }

  /// Returns a copy with another initial.
  public DogConfig withInitial(double value) {
    return new DogConfig(learningRate, first, value, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public DogConfig withEpsilon(double value) {
    return new DogConfig(learningRate, first, initial, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public DogConfig withWeightDecay(double value) {
    return new DogConfig(learningRate, first, initial, epsilon, value);
  }

  /// What the initial value of a [DogConfig] means.
  public enum First {
    /// The distance before the first step is the value times (1 + the norm of the weights).
    HEURISTIC,
    /// The distance before the first step is the value.
    DISTANCE,
    /// The first step has the value as its rate; the distance starts at 0.
    LEARNING_RATE
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Dog();
  }
}

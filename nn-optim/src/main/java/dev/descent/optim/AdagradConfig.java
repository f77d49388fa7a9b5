package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adagrad], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param learningRateDecay κ, the rate is α/(1 + (t − 1)·κ), finite and >= 0; default 0
/// @param epsilon ε, finite and > 0; default 1e-10
/// @param epsilonInRoot whether ε is inside the root; default false
/// @param initialAccumulator where the sum starts, finite and >= 0; default 0
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record AdagradConfig(
    double learningRate,
    double learningRateDecay,
    double epsilon,
    boolean epsilonInRoot,
    double initialAccumulator,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("adagrad", "Divides by the root of the sum of all squared gradients")
          .paper(
              "Duchi, Hazan and Singer (2011), Adaptive Subgradient Methods",
              "https://jmlr.org/papers/v12/duchi11a.html")
          .with("learningRate", Range.atLeast(0), "length of the first step in every coordinate")
          .with("learningRateDecay", Range.atLeast(0), "decay of the learning rate in every step")
          .with("epsilon", Range.above(0), "added to the root of the sum")
          .with("epsilonInRoot", "whether epsilon is inside the root")
          .with("initialAccumulator", Range.atLeast(0), "where the sum of squares starts")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public AdagradConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("learningRateDecay", learningRateDecay)
        .check("epsilon", epsilon)
        .check("initialAccumulator", initialAccumulator)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of PyTorch.
  public AdagradConfig() {
    this(1e-2, 0, 1e-10, false, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdagradConfig of(double learningRate) {
    return new AdagradConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: the sum starts at 0, ε 1e-10 outside the root.
  public static AdagradConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax: the sum starts at 0.1, ε 1e-7 inside the root.
  public static AdagradConfig optax(double learningRate) {
    return new AdagradConfig(learningRate, 0, 1e-7, true, 0.1, 0);
  }

  /// Returns the defaults of Keras, which are optax's.
  public static AdagradConfig keras(double learningRate) {
    return optax(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AdagradConfig withLearningRate(double value) {
    return new AdagradConfig(
        value, learningRateDecay, epsilon, epsilonInRoot, initialAccumulator, weightDecay);
  }

  /// Returns a copy with another value of learningRateDecay: decay of the learning rate in every
  /// step.
  public AdagradConfig withLearningRateDecay(double value) {
    return new AdagradConfig(
        learningRate, value, epsilon, epsilonInRoot, initialAccumulator, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public AdagradConfig withEpsilon(double value) {
    return new AdagradConfig(
        learningRate, learningRateDecay, value, epsilonInRoot, initialAccumulator, weightDecay);
  }

  /// Returns a copy with another value of epsilonInRoot: whether epsilon is inside the root.
  public AdagradConfig withEpsilonInRoot(boolean value) {
    return new AdagradConfig(
        learningRate, learningRateDecay, epsilon, value, initialAccumulator, weightDecay);
  }

  /// Returns a copy with another value of initialAccumulator: where the sum of squares starts.
  public AdagradConfig withInitialAccumulator(double value) {
    return new AdagradConfig(
        learningRate, learningRateDecay, epsilon, epsilonInRoot, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AdagradConfig withWeightDecay(double value) {
    return new AdagradConfig(
        learningRate, learningRateDecay, epsilon, epsilonInRoot, initialAccumulator, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adagrad();
  }
}

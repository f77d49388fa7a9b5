package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adadelta], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param rho ρ, decay of the means of squares, in [0, 1); default 0.9
/// @param epsilon ε, finite and > 0; default 1e-6
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record AdadeltaConfig(double learningRate, double rho, double epsilon, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adadelta", "Steps as long as recent steps were, relative to recent gradients")
          .paper(
              "Zeiler (2012), ADADELTA: An Adaptive Learning Rate Method",
              "https://arxiv.org/abs/1212.5701")
          .with("learningRate", Range.atLeast(0), "factor of the step; 1 in the paper")
          .with("rho", Range.rightOpen(0, 1), "decay of the means of squares")
          .with(
              "epsilon",
              Range.above(0),
              "added to the means inside their roots; sets the first steps")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public AdadeltaConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("rho", rho)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of PyTorch and optax; the paper has ρ 0.95.
  public AdadeltaConfig() {
    this(1, 0.9, 1e-6, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AdadeltaConfig of(double learningRate) {
    return new AdadeltaConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch and optax: ρ 0.9, ε 1e-6.
  public static AdadeltaConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax, which are PyTorch's.
  public static AdadeltaConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of Keras: ρ 0.95, ε 1e-7.
  public static AdadeltaConfig keras(double learningRate) {
    return of(learningRate).withRho(0.95).withEpsilon(1e-7);
  }

  /// Returns a copy with another learning rate.
  public AdadeltaConfig withLearningRate(double value) {
    return new AdadeltaConfig(value, rho, epsilon, weightDecay);
  }

  /// Returns a copy with another value of rho: decay of the means of squares.
  public AdadeltaConfig withRho(double value) {
    return new AdadeltaConfig(learningRate, value, epsilon, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public AdadeltaConfig withEpsilon(double value) {
    return new AdadeltaConfig(learningRate, rho, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AdadeltaConfig withWeightDecay(double value) {
    return new AdadeltaConfig(learningRate, rho, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adadelta();
  }
}

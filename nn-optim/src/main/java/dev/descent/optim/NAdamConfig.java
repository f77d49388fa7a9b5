package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [NAdam], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 2e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param momentumSchedule whether the momentum warms up as μₜ = β₁·(1 − 0.96^(t·ψ)/2), else it is
///   β₁; default true
/// @param momentumDecay ψ, speed of the warm-up of the momentum, finite and >= 0; default 4e-3
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
public record NAdamConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean momentumSchedule,
    double momentumDecay,
    double weightDecay,
    double decoupledDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("nadam", "Adam that looks ahead along its momentum")
          .paper(
              "Dozat (2016), Incorporating Nesterov Momentum into Adam",
              "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("momentumSchedule", "whether the momentum warms up, else it is beta1")
          .with("momentumDecay", Range.atLeast(0), "speed of the warm-up of the momentum")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public NAdamConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("momentumDecay", momentumDecay)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay);
  }

  /// Makes the defaults of the paper, as PyTorch.
  public NAdamConfig() {
    this(2e-3, 0.9, 0.999, 1e-8, true, 4e-3, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static NAdamConfig of(double learningRate) {
    return new NAdamConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: a momentum that warms up over some thousand steps.
  public static NAdamConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax: a constant momentum.
  public static NAdamConfig optax(double learningRate) {
    return of(learningRate).withMomentumSchedule(false);
  }

  /// Returns the defaults of Keras: a momentum that warms up in some dozen steps, ε 1e-7.
  public static NAdamConfig keras(double learningRate) {
    return of(learningRate).withMomentumDecay(1).withEpsilon(1e-7);
  }

  /// Returns a copy with another learning rate.
  public NAdamConfig withLearningRate(double value) {
    return new NAdamConfig(
        value, beta1, beta2, epsilon, momentumSchedule, momentumDecay, weightDecay, decoupledDecay);
  }

  /// Returns a copy with other decays of the moments.
  public NAdamConfig withBetas(double first, double second) {
    return new NAdamConfig(
        learningRate,
        first,
        second,
        epsilon,
        momentumSchedule,
        momentumDecay,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another epsilon.
  public NAdamConfig withEpsilon(double value) {
    return new NAdamConfig(
        learningRate,
        beta1,
        beta2,
        value,
        momentumSchedule,
        momentumDecay,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another value of momentumSchedule: whether the momentum warms up, else it
  /// is beta1.
  public NAdamConfig withMomentumSchedule(boolean value) {
    return new NAdamConfig(
        learningRate, beta1, beta2, epsilon, value, momentumDecay, weightDecay, decoupledDecay);
  }

  /// Returns a copy with another value of momentumDecay: speed of the warm-up of the momentum.
  public NAdamConfig withMomentumDecay(double value) {
    return new NAdamConfig(
        learningRate, beta1, beta2, epsilon, momentumSchedule, value, weightDecay, decoupledDecay);
  }

  /// Returns a copy with another weight decay.
  public NAdamConfig withWeightDecay(double value) {
    return new NAdamConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        momentumSchedule,
        momentumDecay,
        value,
        decoupledDecay);
  }

  /// Returns a copy with another decoupled decay.
  public NAdamConfig withDecoupledDecay(double value) {
    return new NAdamConfig(
        learningRate, beta1, beta2, epsilon, momentumSchedule, momentumDecay, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new NAdam();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [NAdamW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param correctAhead whether the momentum ahead is corrected for t + 1 steps, else for t; default
///   true
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-2
public record NAdamWConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean correctAhead,
    double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "nadamw", "Adam that looks ahead along its momentum, with decoupled weight decay")
          .paper(
              "Dozat (2016), Incorporating Nesterov Momentum into Adam",
              "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with(
              "correctAhead", "whether the momentum ahead is corrected for t + 1 steps, else for t")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges.
  public NAdamWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults: optax's, with the decay of AdamW.
  public NAdamWConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, true, 1e-2);
  }

  /// Returns the defaults with a learning rate.
  public static NAdamWConfig of(double learningRate) {
    return new NAdamWConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax: the momentum corrected for t + 1 steps, decay 1e-4.
  public static NAdamWConfig optax(double learningRate) {
    return of(learningRate).withWeightDecay(1e-4);
  }

  /// Returns the defaults of timm: the momentum corrected for t steps, decay 1e-2.
  public static NAdamWConfig timm(double learningRate) {
    return of(learningRate).withCorrectAhead(false);
  }

  /// Returns a copy with another learning rate.
  public NAdamWConfig withLearningRate(double value) {
    return new NAdamWConfig(value, beta1, beta2, epsilon, correctAhead, weightDecay);
  }

  /// Returns a copy with other decays of the moments.
  public NAdamWConfig withBetas(double first, double second) {
    return new NAdamWConfig(learningRate, first, second, epsilon, correctAhead, weightDecay);
  }

  /// Returns a copy with another epsilon.
  public NAdamWConfig withEpsilon(double value) {
    return new NAdamWConfig(learningRate, beta1, beta2, value, correctAhead, weightDecay);
  }

  /// Returns a copy with another value of correctAhead: whether the momentum ahead is corrected for
  /// t + 1 steps, else for t.
  public NAdamWConfig withCorrectAhead(boolean value) {
    return new NAdamWConfig(learningRate, beta1, beta2, epsilon, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public NAdamWConfig withWeightDecay(double value) {
    return new NAdamWConfig(learningRate, beta1, beta2, epsilon, correctAhead, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new NAdamW();
  }
}

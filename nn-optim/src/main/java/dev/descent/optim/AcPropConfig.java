package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AcProp], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the mean of gradients, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the squared deviations, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-16
/// @param epsilonRoot ε′, added to the squared deviation in every step, finite and >= 0; default
///   1e-16
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
/// @param previousMean whether deviations are from the mean before this step; default false
public record AcPropConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double epsilonRoot,
    double weightDecay,
    boolean previousMean)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "acprop",
              "Gradients scaled by the deviation from their mean that the steps before have seen")
          .paper(
              "Zhuang et al. (2021), Momentum Centering and Asynchronous Update for Adaptive"
                  + " Gradient Methods",
              "https://arxiv.org/abs/2110.05454")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared deviations")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with(
              "epsilonRoot",
              Range.atLeast(0),
              "added to the mean of squared deviations in every step")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("previousMean", "whether deviations are from the mean before this step");

  /// Checks the ranges.
  public AcPropConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, those of the authors' code.
  public AcPropConfig() {
    this(1e-3, 0.9, 0.999, 1e-16, 1e-16, 0, false);
  }

  /// Returns the defaults with a learning rate.
  public static AcPropConfig of(double learningRate) {
    return new AcPropConfig().withLearningRate(learningRate);
  }

  /// Returns optax's: both epsilons 1e-16, deviations from the mean before the step.
  public static AcPropConfig optax(double learningRate) {
    return of(learningRate).withEpsilon(1e-16).withPreviousMean(true);
  }

  /// Returns a copy with another learning rate.
  public AcPropConfig withLearningRate(double value) {
    return new AcPropConfig(value, beta1, beta2, epsilon, epsilonRoot, weightDecay, previousMean);
  }

  /// Returns a copy with other decays of the moments.
  public AcPropConfig withBetas(double first, double second) {
    return new AcPropConfig(
        learningRate, first, second, epsilon, epsilonRoot, weightDecay, previousMean);
  }

  /// Returns a copy with another epsilon.
  public AcPropConfig withEpsilon(double value) {
    return new AcPropConfig(
        learningRate, beta1, beta2, value, epsilonRoot, weightDecay, previousMean);
  }

  /// Returns a copy with another epsilon root.
  public AcPropConfig withEpsilonRoot(double value) {
    return new AcPropConfig(learningRate, beta1, beta2, epsilon, value, weightDecay, previousMean);
  }

  /// Returns a copy with another weight decay.
  public AcPropConfig withWeightDecay(double value) {
    return new AcPropConfig(learningRate, beta1, beta2, epsilon, epsilonRoot, value, previousMean);
  }

  /// Returns a copy with the choice whether deviations are from the mean before this step.
  public AcPropConfig withPreviousMean(boolean value) {
    return new AcPropConfig(learningRate, beta1, beta2, epsilon, epsilonRoot, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AcProp();
  }
}

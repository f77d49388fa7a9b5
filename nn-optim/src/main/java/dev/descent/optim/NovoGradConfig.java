package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [NovoGrad], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.95
/// @param beta2 β₂, decay of the squared norms, in [0, 1); default 0.98
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param weightDecay λ, added to the normalized gradient, finite and >= 0; default 0
/// @param gradientAveraging whether the normalized gradient enters the first moment times 1 − β₁;
///   default false
/// @param amsgrad whether the largest mean of squared norms so far counts; default false
public record NovoGradConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double epsilonRoot,
    double weightDecay,
    boolean gradientAveraging,
    boolean amsgrad)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "novograd",
              "Momentum along gradients that are normalized by each parameter's own mean of norms")
          .paper(
              "Ginsburg et al. (2019), Stochastic Gradient Methods with Layer-wise Adaptive"
                  + " Moments",
              "https://arxiv.org/abs/1905.11286")
          .with("learningRate", Range.atLeast(0), "length of a step for a normalized gradient")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared norms")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .decay("weightDecay", "decay, added to the normalized gradient")
          .with(
              "gradientAveraging",
              "whether the normalized gradient enters the first moment times 1 − β₁")
          .with("amsgrad", "whether the largest mean of squared norms so far counts");

  /// Checks the ranges.
  public NovoGradConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults, those of the paper and of timm.
  public NovoGradConfig() {
    this(1e-3, 0.95, 0.98, 1e-8, 0, 0, false, false);
  }

  /// Returns the defaults with a learning rate.
  public static NovoGradConfig of(double learningRate) {
    return new NovoGradConfig().withLearningRate(learningRate);
  }

  /// Returns optax's defaults: β₁ 0.9, β₂ 0.25, ε 1e-6.
  public static NovoGradConfig optax(double learningRate) {
    return of(learningRate).withBetas(0.9, 0.25).withEpsilon(1e-6);
  }

  /// Returns a copy with another learning rate.
  public NovoGradConfig withLearningRate(double value) {
    return new NovoGradConfig(
        value, beta1, beta2, epsilon, epsilonRoot, weightDecay, gradientAveraging, amsgrad);
  }

  /// Returns a copy with other decays of the moments.
  public NovoGradConfig withBetas(double first, double second) {
    return new NovoGradConfig(
        learningRate, first, second, epsilon, epsilonRoot, weightDecay, gradientAveraging, amsgrad);
  }

  /// Returns a copy with another epsilon.
  public NovoGradConfig withEpsilon(double value) {
    return new NovoGradConfig(
        learningRate, beta1, beta2, value, epsilonRoot, weightDecay, gradientAveraging, amsgrad);
  }

  /// Returns a copy with another epsilon root.
  public NovoGradConfig withEpsilonRoot(double value) {
    return new NovoGradConfig(
        learningRate, beta1, beta2, epsilon, value, weightDecay, gradientAveraging, amsgrad);
  }

  /// Returns a copy with another weight decay.
  public NovoGradConfig withWeightDecay(double value) {
    return new NovoGradConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, value, gradientAveraging, amsgrad);
  }

  /// Returns a copy with the choice whether the normalized gradient enters the first moment times 1
  /// − β₁.
  public NovoGradConfig withGradientAveraging(boolean value) {
    return new NovoGradConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, weightDecay, value, amsgrad);
  }

  /// Returns a copy with the choice whether the largest mean of squared norms so far counts.
  public NovoGradConfig withAmsgrad(boolean value) {
    return new NovoGradConfig(
        learningRate, beta1, beta2, epsilon, epsilonRoot, weightDecay, gradientAveraging, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new NovoGrad();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Lamb], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-6
/// @param epsilonRoot ε inside the root, finite and >= 0; default 0
/// @param weightDecay λ, added to the step before its norm is taken, finite and >= 0; default 0
/// @param decoupledDecay λ′ of a decay that comes before the step and is no part of it, finite and
///   >= 0; default 0
/// @param biasCorrection whether moments are corrected for their start at 0; default true
/// @param gradientAveraging whether gradients enter the first moment times 1 − β₁; default true
/// @param trustClip whether the ratio of norms is at most 1; default false
/// @param alwaysAdapt whether parameters without decay get the ratio of norms too; default true
public record LambConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double epsilonRoot,
    double weightDecay,
    double decoupledDecay,
    boolean biasCorrection,
    boolean gradientAveraging,
    boolean trustClip,
    boolean alwaysAdapt)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("lamb", "Adam with steps as long as each parameter's own norm")
          .paper(
              "You et al. (2020), Large Batch Optimization for Deep Learning: Training BERT in 76"
                  + " minutes",
              "https://arxiv.org/abs/1904.00962")
          .with(
              "learningRate",
              Range.atLeast(0),
              "length of a parameter's step as a share of its norm")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("epsilonRoot", Range.atLeast(0), "added to the second moment, inside the root")
          .decay("weightDecay", "decay, part of the step that is normalized")
          .decay("decoupledDecay", "decay before the step, times the learning rate")
          .with("biasCorrection", "whether moments are corrected for their start at 0")
          .with("gradientAveraging", "whether gradients enter the first moment times 1 − β₁")
          .with("trustClip", "whether the ratio of norms is at most 1")
          .with("alwaysAdapt", "whether parameters without decay get the ratio of norms too");

  /// Checks the ranges.
  public LambConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay);
  }

  /// Makes the defaults, those of the paper.
  public LambConfig() {
    this(1e-3, 0.9, 0.999, 1e-6, 0, 0, 0, true, true, false, true);
  }

  /// Returns the defaults with a learning rate.
  public static LambConfig of(double learningRate) {
    return new LambConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax, which are the paper's.
  public static LambConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of Keras: ε 1e-7, no decay. The decay that Keras can be given is
  /// `decoupledDecay`.
  public static LambConfig keras(double learningRate) {
    return of(learningRate).withEpsilon(1e-7);
  }

  /// Returns timm's defaults: decay 0.01, and without decay no ratio of norms; timm clips by the
  /// global norm 1 besides, which the optimizer's builder does.
  public static LambConfig timm(double learningRate) {
    return of(learningRate).withWeightDecay(0.01).withAlwaysAdapt(false);
  }

  /// Returns a copy with another learning rate.
  public LambConfig withLearningRate(double value) {
    return new LambConfig(
        value,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with other decays of the moments.
  public LambConfig withBetas(double first, double second) {
    return new LambConfig(
        learningRate,
        first,
        second,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with another epsilon.
  public LambConfig withEpsilon(double value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        value,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with another epsilon root.
  public LambConfig withEpsilonRoot(double value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        value,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with another weight decay.
  public LambConfig withWeightDecay(double value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        value,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with another decoupled decay.
  public LambConfig withDecoupledDecay(double value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        value,
        biasCorrection,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with the choice whether moments are corrected for their start at 0.
  public LambConfig withBiasCorrection(boolean value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        value,
        gradientAveraging,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with the choice whether gradients enter the first moment times 1 − β₁.
  public LambConfig withGradientAveraging(boolean value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        value,
        trustClip,
        alwaysAdapt);
  }

  /// Returns a copy with the choice whether the ratio of norms is at most 1.
  public LambConfig withTrustClip(boolean value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        value,
        alwaysAdapt);
  }

  /// Returns a copy with the choice whether parameters without decay get the ratio of norms too.
  public LambConfig withAlwaysAdapt(boolean value) {
    return new LambConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        biasCorrection,
        gradientAveraging,
        trustClip,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Lamb();
  }
}

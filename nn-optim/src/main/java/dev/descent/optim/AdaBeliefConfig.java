package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AdaBelief], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the squared deviations, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-16
/// @param epsilonRoot ε′, added to the squared deviation in every step, finite and >= 0; default
///   1e-16
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
/// @param nesterov whether the step looks ahead along the mean; default false
/// @param amsgrad whether the largest mean of squared deviations so far counts; default false
/// @param rectify whether steps are rectified as RAdam's while the second moment is young; default
///   false
public record AdaBeliefConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double epsilonRoot,
    double weightDecay,
    double decoupledDecay,
    boolean nesterov,
    boolean amsgrad,
    boolean rectify)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adabelief", "Adam scaled by how far gradients are from their running mean")
          .paper(
              "Zhuang et al. (2020), AdaBelief Optimizer: Adapting Stepsizes by the Belief in"
                  + " Observed Gradients",
              "https://arxiv.org/abs/2010.07468")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared deviations")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with(
              "epsilonRoot",
              Range.atLeast(0),
              "added to the mean of squared deviations in every step")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate")
          .with("nesterov", "whether the step looks ahead along the mean")
          .with("amsgrad", "whether the largest mean of squared deviations so far counts")
          .with(
              "rectify", "whether steps are rectified as RAdam's while the second moment is young");

  /// Checks the ranges.
  public AdaBeliefConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("epsilonRoot", epsilonRoot)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay);
  }

  /// Makes the defaults, those of the authors' code and of optax.
  public AdaBeliefConfig() {
    this(1e-3, 0.9, 0.999, 1e-16, 1e-16, 0, 0, false, false, false);
  }

  /// Returns the defaults with a learning rate.
  public static AdaBeliefConfig of(double learningRate) {
    return new AdaBeliefConfig().withLearningRate(learningRate);
  }

  /// Returns timm's defaults: rectified.
  public static AdaBeliefConfig timm(double learningRate) {
    return of(learningRate).withRectify(true);
  }

  /// Returns a copy with another learning rate.
  public AdaBeliefConfig withLearningRate(double value) {
    return new AdaBeliefConfig(
        value,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with other decays of the moments.
  public AdaBeliefConfig withBetas(double first, double second) {
    return new AdaBeliefConfig(
        learningRate,
        first,
        second,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with another epsilon.
  public AdaBeliefConfig withEpsilon(double value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        value,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with another epsilon root.
  public AdaBeliefConfig withEpsilonRoot(double value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        value,
        weightDecay,
        decoupledDecay,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with another weight decay.
  public AdaBeliefConfig withWeightDecay(double value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        value,
        decoupledDecay,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with another decoupled decay.
  public AdaBeliefConfig withDecoupledDecay(double value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        value,
        nesterov,
        amsgrad,
        rectify);
  }

  /// Returns a copy with the choice whether the step looks ahead along the mean.
  public AdaBeliefConfig withNesterov(boolean value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        value,
        amsgrad,
        rectify);
  }

  /// Returns a copy with the choice whether the largest mean of squared deviations so far counts.
  public AdaBeliefConfig withAmsgrad(boolean value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        nesterov,
        value,
        rectify);
  }

  /// Returns a copy with the choice whether steps are rectified as RAdam's while the second moment
  /// is young.
  public AdaBeliefConfig withRectify(boolean value) {
    return new AdaBeliefConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        epsilonRoot,
        weightDecay,
        decoupledDecay,
        nesterov,
        amsgrad,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AdaBelief();
  }
}

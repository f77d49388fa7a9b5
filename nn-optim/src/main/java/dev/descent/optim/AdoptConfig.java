package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adopt], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the mean of normalized gradients, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.9999
/// @param epsilon ε, finite and > 0; default 1e-6
/// @param clipping whether normalized gradients are clipped; default true
/// @param clipFactor c of the limit c·(t − 1)ᵉ, finite and >= 0; default 1
/// @param clipExponent e of the limit c·(t − 1)ᵉ, finite and >= 0; default 0.25
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
/// @param nesterov whether the step looks ahead along the mean; default false
public record AdoptConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean clipping,
    double clipFactor,
    double clipExponent,
    double weightDecay,
    double decoupledDecay,
    boolean nesterov)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adopt",
              "Adam that divides by the second moment of the steps before and only then takes the"
                  + " mean")
          .paper(
              "Taniguchi et al. (2024), ADOPT: Modified Adam Can Converge with Any β2 with the"
                  + " Optimal Rate",
              "https://arxiv.org/abs/2411.02853")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of normalized gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "least root of the second moment")
          .with("clipping", "whether normalized gradients are clipped")
          .with("clipFactor", Range.atLeast(0), "factor of the limit of normalized gradients")
          .with(
              "clipExponent",
              Range.atLeast(0),
              "power of t − 1 in the limit of normalized gradients")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate")
          .with("nesterov", "whether the step looks ahead along the mean");

  /// Checks the ranges.
  public AdoptConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("clipFactor", clipFactor)
        .check("clipExponent", clipExponent)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay);
  }

  /// Makes the defaults, those of the authors' code.
  public AdoptConfig() {
    this(1e-3, 0.9, 0.9999, 1e-6, true, 1, 0.25, 0, 0, false);
  }

  /// Returns the defaults with a learning rate.
  public static AdoptConfig of(double learningRate) {
    return new AdoptConfig().withLearningRate(learningRate);
  }

  /// Returns timm's defaults: clipped at (t − 1)^0.333.
  public static AdoptConfig timm(double learningRate) {
    return of(learningRate).withClipExponent(0.333);
  }

  /// Returns a copy with another learning rate.
  public AdoptConfig withLearningRate(double value) {
    return new AdoptConfig(
        value,
        beta1,
        beta2,
        epsilon,
        clipping,
        clipFactor,
        clipExponent,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with other decays of the moments.
  public AdoptConfig withBetas(double first, double second) {
    return new AdoptConfig(
        learningRate,
        first,
        second,
        epsilon,
        clipping,
        clipFactor,
        clipExponent,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with another epsilon.
  public AdoptConfig withEpsilon(double value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        value,
        clipping,
        clipFactor,
        clipExponent,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with the choice whether normalized gradients are clipped.
  public AdoptConfig withClipping(boolean value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        value,
        clipFactor,
        clipExponent,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with another clip factor.
  public AdoptConfig withClipFactor(double value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        clipping,
        value,
        clipExponent,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with another clip exponent.
  public AdoptConfig withClipExponent(double value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        clipping,
        clipFactor,
        value,
        weightDecay,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with another weight decay.
  public AdoptConfig withWeightDecay(double value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        clipping,
        clipFactor,
        clipExponent,
        value,
        decoupledDecay,
        nesterov);
  }

  /// Returns a copy with another decoupled decay.
  public AdoptConfig withDecoupledDecay(double value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        clipping,
        clipFactor,
        clipExponent,
        weightDecay,
        value,
        nesterov);
  }

  /// Returns a copy with the choice whether the step looks ahead along the mean.
  public AdoptConfig withNesterov(boolean value) {
    return new AdoptConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        clipping,
        clipFactor,
        clipExponent,
        weightDecay,
        decoupledDecay,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adopt();
  }
}

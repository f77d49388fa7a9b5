package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Lars], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param momentum μ, in [0, 1); default 0.9
/// @param dampening τ, in [0, 1]; default 0
/// @param nesterov whether the step looks ahead along the momentum; default false
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param trustCoefficient η, length of a step as a share of the norm, finite and > 0; default 1e-3
/// @param epsilon ε, finite and >= 0; default 0
/// @param jointNorm whether the gradient and its penalty are measured together, else one by one;
///   default false
/// @param learningRateInMomentum whether α enters the momentum, else it multiplies the momentum;
///   default true
/// @param clip whether a step is at most as long as that of SGD (LARC); default false
/// @param adapt whether there is a rate of its own for each parameter, else this is SGD: for
///   biases; default true
public record LarsConfig(
    double learningRate,
    double momentum,
    double dampening,
    boolean nesterov,
    double weightDecay,
    double trustCoefficient,
    double epsilon,
    boolean jointNorm,
    boolean learningRateInMomentum,
    boolean clip,
    boolean adapt)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "lars", "Gradient descent with momentum at a rate of its own for each parameter")
          .paper(
              "You, Gitman and Ginsburg (2017), Large Batch Training of Convolutional Networks",
              "https://arxiv.org/abs/1708.03888")
          .with("learningRate", Range.atLeast(0), "learning rate of all layers")
          .with(
              "momentum", Range.rightOpen(0, 1), "share of the last step's direction that is kept")
          .with("dampening", Range.closed(0, 1), "share of the gradient kept out of the momentum")
          .with("nesterov", "whether the step looks ahead along the momentum")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .with("trustCoefficient", Range.above(0), "length of a step as a share of the norm")
          .with("epsilon", Range.atLeast(0), "added to the norm of the gradient")
          .with("jointNorm", "whether the gradient and its penalty are measured together")
          .with(
              "learningRateInMomentum",
              "whether the learning rate enters the momentum, else it multiplies it")
          .with("clip", "whether a step is at most as long as that of SGD")
          .with("adapt", "whether each parameter has a rate of its own, else this is SGD");

  /// Checks the ranges, and that Nesterov's momentum has a momentum and no dampening.
  public LarsConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("dampening", dampening)
        .check("weightDecay", weightDecay)
        .check("trustCoefficient", trustCoefficient)
        .check("epsilon", epsilon)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov")
        .require(!nesterov || dampening == 0, "dampening", dampening, "0 with nesterov");
  }

  /// Makes the defaults: the paper's rule with its momentum and trust coefficient.
  public LarsConfig() {
    this(1, 0.9, 0, false, 0, 1e-3, 0, false, true, false, true);
  }

  /// Returns the defaults with a learning rate.
  public static LarsConfig of(double learningRate) {
    return new LarsConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax: the gradient and its penalty are measured together.
  public static LarsConfig optax(double learningRate) {
    return of(learningRate).withJointNorm(true);
  }

  /// Returns the defaults of timm: no momentum, ε 1e-8, α multiplies the momentum. (Without a
  /// weight decay, timm does not adapt.)
  public static LarsConfig timm(double learningRate) {
    return of(learningRate)
        .withMomentum(0, 0, false)
        .withEpsilon(1e-8)
        .withLearningRateInMomentum(false);
  }

  /// Returns a copy with another momentum, dampening, and Nesterov's look-ahead or not.
  public LarsConfig withMomentum(double value, double damped, boolean lookAhead) {
    return new LarsConfig(
        learningRate,
        value,
        damped,
        lookAhead,
        weightDecay,
        trustCoefficient,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another learning rate.
  public LarsConfig withLearningRate(double value) {
    return new LarsConfig(
        value,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another weight decay.
  public LarsConfig withWeightDecay(double value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        value,
        trustCoefficient,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another value of trustCoefficient: length of a step as a share of the
  /// norm.
  public LarsConfig withTrustCoefficient(double value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        value,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another epsilon.
  public LarsConfig withEpsilon(double value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        value,
        jointNorm,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another value of jointNorm: whether the gradient and its penalty are
  /// measured together.
  public LarsConfig withJointNorm(boolean value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        epsilon,
        value,
        learningRateInMomentum,
        clip,
        adapt);
  }

  /// Returns a copy with another value of learningRateInMomentum: whether the learning rate enters
  /// the momentum, else it multiplies it.
  public LarsConfig withLearningRateInMomentum(boolean value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        epsilon,
        jointNorm,
        value,
        clip,
        adapt);
  }

  /// Returns a copy with another value of clip: whether a step is at most as long as that of SGD.
  public LarsConfig withClip(boolean value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        value,
        adapt);
  }

  /// Returns a copy with another value of adapt: whether each parameter has a rate of its own, else
  /// this is SGD.
  public LarsConfig withAdapt(boolean value) {
    return new LarsConfig(
        learningRate,
        momentum,
        dampening,
        nesterov,
        weightDecay,
        trustCoefficient,
        epsilon,
        jointNorm,
        learningRateInMomentum,
        clip,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Lars();
  }
}

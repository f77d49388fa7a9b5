package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SgdP], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param momentum μ, in [0, 1); default 0.9
/// @param dampening τ, in [0, 1]; default 0
/// @param nesterov whether the step looks ahead along the momentum; default false
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param delta δ, cosine below which a step is projected, times the root of the number of weights,
///   finite and >= 0; default 0.1
/// @param decayRatio share of the decay that is left where a step is projected, in [0, 1]; default
///   0.1
/// @param epsilon ε, finite and > 0; default 1e-8
public record SgdPConfig(
    double learningRate,
    double momentum,
    double dampening,
    boolean nesterov,
    double weightDecay,
    double delta,
    double decayRatio,
    double epsilon)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "sgdp", "Gradient descent with momentum whose steps do not make weights longer")
          .paper(
              "Heo et al. (2021), AdamP: Slowing Down the Slowdown for Momentum Optimizers",
              "https://arxiv.org/abs/2006.08217")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1")
          .with(
              "momentum", Range.rightOpen(0, 1), "share of the last step's direction that is kept")
          .with("dampening", Range.closed(0, 1), "share of the gradient kept out of the momentum")
          .with("nesterov", "whether the step looks ahead along the momentum")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("delta", Range.atLeast(0), "cosine below which a step is projected")
          .with(
              "decayRatio",
              Range.closed(0, 1),
              "share of the decay that is left with a projected step")
          .with("epsilon", Range.above(0), "added to norms");

  /// Checks the ranges, and that Nesterov's momentum has a momentum and no dampening.
  public SgdPConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("dampening", dampening)
        .check("weightDecay", weightDecay)
        .check("delta", delta)
        .check("decayRatio", decayRatio)
        .check("epsilon", epsilon)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov")
        .require(!nesterov || dampening == 0, "dampening", dampening, "0 with nesterov");
  }

  /// Makes the defaults of the authors, with momentum 0.9; timm has none.
  public SgdPConfig() {
    this(1e-3, 0.9, 0, false, 0, 0.1, 0.1, 1e-8);
  }

  /// Returns the defaults with a learning rate.
  public static SgdPConfig of(double learningRate) {
    return new SgdPConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SgdPConfig withLearningRate(double value) {
    return new SgdPConfig(
        value, momentum, dampening, nesterov, weightDecay, delta, decayRatio, epsilon);
  }

  /// Returns a copy with another momentum.
  public SgdPConfig withMomentum(double value) {
    return new SgdPConfig(
        learningRate, value, dampening, nesterov, weightDecay, delta, decayRatio, epsilon);
  }

  /// Returns a copy with another value of dampening: share of the gradient kept out of the
  /// momentum.
  public SgdPConfig withDampening(double value) {
    return new SgdPConfig(
        learningRate, momentum, value, nesterov, weightDecay, delta, decayRatio, epsilon);
  }

  /// Returns a copy with another value of nesterov: whether the step looks ahead along the
  /// momentum.
  public SgdPConfig withNesterov(boolean value) {
    return new SgdPConfig(
        learningRate, momentum, dampening, value, weightDecay, delta, decayRatio, epsilon);
  }

  /// Returns a copy with another weight decay.
  public SgdPConfig withWeightDecay(double value) {
    return new SgdPConfig(
        learningRate, momentum, dampening, nesterov, value, delta, decayRatio, epsilon);
  }

  /// Returns a copy with another value of delta: cosine below which a step is projected.
  public SgdPConfig withDelta(double value) {
    return new SgdPConfig(
        learningRate, momentum, dampening, nesterov, weightDecay, value, decayRatio, epsilon);
  }

  /// Returns a copy with another value of decayRatio: share of the decay that is left with a
  /// projected step.
  public SgdPConfig withDecayRatio(double value) {
    return new SgdPConfig(
        learningRate, momentum, dampening, nesterov, weightDecay, delta, value, epsilon);
  }

  /// Returns a copy with another epsilon.
  public SgdPConfig withEpsilon(double value) {
    return new SgdPConfig(
        learningRate, momentum, dampening, nesterov, weightDecay, delta, decayRatio, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SgdP();
  }
}

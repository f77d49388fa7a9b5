package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [SgdW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param momentum μ, in [0, 1); default 0
/// @param dampening τ, in [0, 1]; default 0
/// @param nesterov whether the step looks ahead along the momentum; default false
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 1e-2
public record SgdWConfig(
    double learningRate, double momentum, double dampening, boolean nesterov, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("sgdw", "Gradient descent with momentum and decoupled weight decay")
          .paper(
              "Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization",
              "https://arxiv.org/abs/1711.05101")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1")
          .with(
              "momentum", Range.rightOpen(0, 1), "share of the last step's direction that is kept")
          .with("dampening", Range.closed(0, 1), "share of the gradient kept out of the momentum")
          .with("nesterov", "whether the step looks ahead along the momentum")
          .decay("weightDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges, and that Nesterov's momentum has a momentum and no dampening.
  public SgdWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("dampening", dampening)
        .check("weightDecay", weightDecay)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov")
        .require(!nesterov || dampening == 0, "dampening", dampening, "0 with nesterov");
  }

  /// Makes the defaults: timm's, but with the decay of AdamW; without one it would be SGD.
  public SgdWConfig() {
    this(1e-3, 0, 0, false, 1e-2);
  }

  /// Returns the defaults with a learning rate.
  public static SgdWConfig of(double learningRate) {
    return new SgdWConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public SgdWConfig withLearningRate(double value) {
    return new SgdWConfig(value, momentum, dampening, nesterov, weightDecay);
  }

  /// Returns a copy with another momentum.
  public SgdWConfig withMomentum(double value) {
    return new SgdWConfig(learningRate, value, dampening, nesterov, weightDecay);
  }

  /// Returns a copy with another value of dampening: share of the gradient kept out of the
  /// momentum.
  public SgdWConfig withDampening(double value) {
    return new SgdWConfig(learningRate, momentum, value, nesterov, weightDecay);
  }

  /// Returns a copy with another value of nesterov: whether the step looks ahead along the
  /// momentum.
  public SgdWConfig withNesterov(boolean value) {
    return new SgdWConfig(learningRate, momentum, dampening, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public SgdWConfig withWeightDecay(double value) {
    return new SgdWConfig(learningRate, momentum, dampening, nesterov, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new SgdW();
  }
}

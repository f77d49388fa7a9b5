package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Sgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param momentum μ, in [0, 1); default 0
/// @param dampening τ, in [0, 1]; default 0
/// @param nesterov whether the step looks ahead along the momentum; default false
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
/// @param learningRateInMomentum whether gradients enter the momentum with the learning rate of
///   their own step, not that of later ones; default false
public record SgdConfig(
    double learningRate,
    double momentum,
    double dampening,
    boolean nesterov,
    double weightDecay,
    double decoupledDecay,
    boolean learningRateInMomentum)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("sgd", "Steps against the gradient, with or without momentum")
          .paper(
              "Sutskever et al. (2013), On the importance of initialization and momentum in deep"
                  + " learning",
              "https://proceedings.mlr.press/v28/sutskever13.html")
          .with("learningRate", Range.atLeast(0), "length of a step for a gradient of length 1")
          .with(
              "momentum", Range.rightOpen(0, 1), "share of the last step's direction that is kept")
          .with("dampening", Range.closed(0, 1), "share of the gradient kept out of the momentum")
          .with("nesterov", "whether the step looks ahead along the momentum")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate")
          .with(
              "learningRateInMomentum",
              "whether gradients enter the momentum with the rate of their own step");

  /// Checks the ranges, and that Nesterov's momentum has a momentum and no dampening.
  public SgdConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("dampening", dampening)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov")
        .require(!nesterov || dampening == 0, "dampening", dampening, "0 with nesterov");
  }

  /// Makes the defaults: plain gradient descent with learning rate 1e-3, as PyTorch.
  public SgdConfig() {
    this(1e-3, 0, 0, false, 0, 0);
  }

  /// Makes a config whose learning rate is applied after the momentum.
  public SgdConfig(
      double learningRate,
      double momentum,
      double dampening,
      boolean nesterov,
      double weightDecay,
      double decoupledDecay) {
    this(learningRate, momentum, dampening, nesterov, weightDecay, decoupledDecay, false);
  }

  /// Returns plain gradient descent with a learning rate.
  public static SgdConfig of(double learningRate) {
    return new SgdConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: the learning rate is applied after the momentum.
  public static SgdConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax, which are PyTorch's.
  public static SgdConfig optax(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of Keras: the learning rate is part of the momentum, which makes a
  /// difference once a schedule moves it.
  public static SgdConfig keras(double learningRate) {
    return of(learningRate).withLearningRateInMomentum(true);
  }

  /// Returns a copy with another learning rate.
  public SgdConfig withLearningRate(double value) {
    return new SgdConfig(
        value, momentum, dampening, nesterov, weightDecay, decoupledDecay, learningRateInMomentum);
  }

  /// Returns a copy with another momentum.
  public SgdConfig withMomentum(double value) {
    return new SgdConfig(
        learningRate,
        value,
        dampening,
        nesterov,
        weightDecay,
        decoupledDecay,
        learningRateInMomentum);
  }

  /// Returns a copy with another dampening.
  public SgdConfig withDampening(double value) {
    return new SgdConfig(
        learningRate,
        momentum,
        value,
        nesterov,
        weightDecay,
        decoupledDecay,
        learningRateInMomentum);
  }

  /// Returns a copy with Nesterov's momentum of the given size.
  public SgdConfig withNesterov(double value) {
    return new SgdConfig(
        learningRate, value, 0, true, weightDecay, decoupledDecay, learningRateInMomentum);
  }

  /// Returns a copy with another L2 penalty.
  public SgdConfig withWeightDecay(double value) {
    return new SgdConfig(
        learningRate, momentum, dampening, nesterov, value, decoupledDecay, learningRateInMomentum);
  }

  /// Returns a copy with another decoupled decay.
  public SgdConfig withDecoupledDecay(double value) {
    return new SgdConfig(
        learningRate, momentum, dampening, nesterov, weightDecay, value, learningRateInMomentum);
  }

  /// Returns a copy with the choice whether the learning rate is part of the momentum.
  public SgdConfig withLearningRateInMomentum(boolean value) {
    return new SgdConfig(
        learningRate, momentum, dampening, nesterov, weightDecay, decoupledDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Sgd();
  }
}

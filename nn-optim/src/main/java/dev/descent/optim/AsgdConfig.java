package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Asgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param lambda λ, decay of the weights and of the learning rate, finite and >= 0; default 1e-4.
///   Of biases and norms, too, where these are to be spared of decay, as their learning rate would
///   not fall without it
/// @param alpha a, power of the decay of the learning rate, finite and >= 0; default 0.75
/// @param t0 t₀, updates before the average begins, finite and >= 0; default 1_000_000
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
public record AsgdConfig(
    double learningRate, double lambda, double alpha, long t0, double weightDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("asgd", "Gradient descent with averaged weights to evaluate with")
          .paper(
              "Polyak and Juditsky (1992), Acceleration of Stochastic Approximation by Averaging",
              "https://doi.org/10.1137/0330046")
          .with("learningRate", Range.atLeast(0), "learning rate of the first step")
          .with("lambda", Range.atLeast(0), "decay of all weights and of the learning rate")
          .with("alpha", Range.atLeast(0), "power of the decay of the learning rate")
          .with("t0", Range.atLeast(0), "updates before the average begins")
          .decay("weightDecay", "L2 penalty, added to the gradient");

  /// Checks the ranges.
  public AsgdConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("lambda", lambda)
        .check("alpha", alpha)
        .check("t0", t0)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of PyTorch, with which the average begins after a million steps.
  public AsgdConfig() {
    this(1e-2, 1e-4, 0.75, 1_000_000, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AsgdConfig of(double learningRate) {
    return new AsgdConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public AsgdConfig withLearningRate(double value) {
    return new AsgdConfig(value, lambda, alpha, t0, weightDecay);
  }

  /// Returns a copy with another value of lambda: decay of the weights and of the learning rate.
  public AsgdConfig withLambda(double value) {
    return new AsgdConfig(learningRate, value, alpha, t0, weightDecay);
  }

  /// Returns a copy with another value of alpha: power of the decay of the learning rate.
  public AsgdConfig withAlpha(double value) {
    return new AsgdConfig(learningRate, lambda, value, t0, weightDecay);
  }

  /// Returns a copy with another value of t0: updates before the average begins.
  public AsgdConfig withT0(long value) {
    return new AsgdConfig(learningRate, lambda, alpha, value, weightDecay);
  }

  /// Returns a copy with another weight decay.
  public AsgdConfig withWeightDecay(double value) {
    return new AsgdConfig(learningRate, lambda, alpha, t0, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Asgd();
  }
}

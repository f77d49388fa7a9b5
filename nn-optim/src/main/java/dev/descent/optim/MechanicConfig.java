package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Mechanic], valid by construction.
///
/// @param base the optimizer that is wrapped, with a learning rate of the order of 1; default Adam
///   with 1
/// @param weightDecay λ, finite and >= 0; default 0.01
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param initialScale s₀, finite and > 0; default 1e-6
/// @param betas n, decays 0.9, 0.99, ... that are tried together, in [1, 8]; default 6
public record MechanicConfig(
    OptimizerConfig base, double weightDecay, double epsilon, double initialScale, int betas)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("mechanic", "Finds the scale of the steps of another optimizer")
          .paper(
              "Cutkosky et al. (2023), Mechanic: A Learning Rate Tuner",
              "https://arxiv.org/abs/2306.00144")
          .with("base", "optimizer that is wrapped, with a learning rate of the order of 1")
          .decay(
              "weightDecay", "share of the weights, as long as the gradient, that is added to it")
          .with("epsilon", Range.above(0), "what keeps quotients finite")
          .with("initialScale", Range.above(0), "scale to begin with")
          .with("betas", Range.closed(1, 8), "decays that are tried together");

  /// Checks the ranges.
  public MechanicConfig {
    HYPER
        .given("base", base)
        .check("weightDecay", weightDecay)
        .check("epsilon", epsilon)
        .check("initialScale", initialScale)
        .check("betas", betas);
  }

  /// Makes the defaults.
  public MechanicConfig() {
    this(AdamConfig.of(1), 0.01, 1e-8, 1e-6, 6);
  }

  /// Returns the defaults around another optimizer.
  public static MechanicConfig of(OptimizerConfig base) {
    return new MechanicConfig().withBase(base);
  }

  /// Returns a copy around another optimizer.
  public MechanicConfig withBase(OptimizerConfig value) {
    return new MechanicConfig(value, weightDecay, epsilon, initialScale, betas);
  }

  /// Returns a copy with another value of weightDecay: share of the weights, as long as the
  /// gradient, that is added to it.
  public MechanicConfig withWeightDecay(double value) {
    return new MechanicConfig(base, value, epsilon, initialScale, betas);
  }

  /// Returns a copy with another value of epsilon: what keeps quotients finite.
  public MechanicConfig withEpsilon(double value) {
    return new MechanicConfig(base, weightDecay, value, initialScale, betas);
  }

  /// Returns a copy with another value of initialScale: scale to begin with.
  public MechanicConfig withInitialScale(double value) {
    return new MechanicConfig(base, weightDecay, epsilon, value, betas);
  }

  /// Returns a copy with another value of betas: decays that are tried together.
  public MechanicConfig withBetas(int value) {
    return new MechanicConfig(base, weightDecay, epsilon, initialScale, value);
  }

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(base);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Mechanic();
  }
}

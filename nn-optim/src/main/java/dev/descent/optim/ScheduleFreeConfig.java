package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [ScheduleFree], valid by construction.
///
/// @param base the optimizer that is wrapped; default RMSprop
/// @param learningRate γ, of the optimizer inside, by which the average counts its steps, finite
///   and >= 0; default 1e-3
/// @param beta β, where between z and x gradients are taken, in (0, 1]; default 0.9
/// @param weightPower r, power of the largest rate so far with which steps count, finite and >= 0;
///   default 2
public record ScheduleFreeConfig(
    OptimizerConfig base, double learningRate, double beta, double weightPower)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "schedule-free",
              "Averages the way of another optimizer in place of momentum and schedule")
          .paper(
              "Defazio et al. (2024), The Road Less Scheduled", "https://arxiv.org/abs/2405.15682")
          .with("base", "optimizer that is wrapped, without momentum")
          .with(
              "learningRate",
              Range.atLeast(0),
              "learning rate of the optimizer inside, for the weights of the average")
          .with(
              "beta",
              Range.leftOpen(0, 1),
              "where between the base point and the average gradients are taken")
          .with(
              "weightPower", Range.atLeast(0), "power of the largest rate with which steps count");

  /// Checks the ranges.
  public ScheduleFreeConfig {
    HYPER
        .given("base", base)
        .check("learningRate", learningRate)
        .check("beta", beta)
        .check("weightPower", weightPower);
  }

  /// Makes the defaults.
  public ScheduleFreeConfig() {
    this(new RmsPropConfig(), 1e-3, 0.9, 2);
  }

  /// Returns a copy around another optimizer.
  public ScheduleFreeConfig withBase(OptimizerConfig value) {
    return new ScheduleFreeConfig(value, learningRate, beta, weightPower);
  }

  /// Returns a copy with another value of learningRate: learning rate of the optimizer inside, for
  /// the weights of the average.
  public ScheduleFreeConfig withLearningRate(double value) {
    return new ScheduleFreeConfig(base, value, beta, weightPower);
  }

  /// Returns a copy with another value of beta: where between the base point and the average
  /// gradients are taken.
  public ScheduleFreeConfig withBeta(double value) {
    return new ScheduleFreeConfig(base, learningRate, value, weightPower);
  }

  /// Returns a copy with another value of weightPower: power of the largest rate with which steps
  /// count.
  public ScheduleFreeConfig withWeightPower(double value) {
    return new ScheduleFreeConfig(base, learningRate, beta, value);
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
    return new ScheduleFree();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ScheduleFreeSgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param beta β, how far gradients are taken at the average, in (0, 1]; default 0.9
/// @param warmupSteps number of steps in which the rate rises linearly to α, >= 0; default 0
/// @param warmupFromZero whether the first step of a warm-up has the rate 0 (optax) instead of α /
///   `warmupSteps`; default false
/// @param weightDecay λ, decay of the point where gradients are taken, times the rate, finite and
///   >= 0; default 0
/// @param weightPower r: steps count in the average by the r-th power of the largest rate so far,
///   finite and >= 0; default 2
public record ScheduleFreeSgdConfig(
    double learningRate,
    double beta,
    long warmupSteps,
    boolean warmupFromZero,
    double weightDecay,
    double weightPower)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "schedule-free-sgd",
              "Gradient descent with an average in the place of schedule and momentum")
          .paper(
              "Defazio et al. (2024), The Road Less Scheduled", "https://arxiv.org/abs/2405.15682")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with(
              "beta",
              Range.leftOpen(0, 1),
              "share of the average in the point where gradients are taken")
          .with("warmupSteps", Range.atLeast(0), "steps in which the rate rises to its value")
          .with("warmupFromZero", "starts a warm-up at 0, as optax")
          .decay("weightDecay", "decay of the weights, times the rate")
          .with(
              "weightPower",
              Range.atLeast(0),
              "power of the rate that weighs a step in the average");

  /// Checks the ranges.
  public ScheduleFreeSgdConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta", beta)
        .check("warmupSteps", warmupSteps)
        .check("weightDecay", weightDecay)
        .check("weightPower", weightPower);
  }

  /// Makes the defaults of optax.
  public ScheduleFreeSgdConfig() {
    this(1, 0.9, 0, false, 0, 2);
  }

  /// Returns the defaults with a learning rate.
  public static ScheduleFreeSgdConfig of(double learningRate) {
    return new ScheduleFreeSgdConfig().withLearningRate(learningRate);
  }

  /// Returns optax's `schedule_free_sgd`: a warm-up starts with a step of rate 0.
  public static ScheduleFreeSgdConfig optax(double learningRate) {
    return of(learningRate).withWarmupFromZero(true);
  }

  /// Returns a copy with another learning rate.
  public ScheduleFreeSgdConfig withLearningRate(double value) {
    return new ScheduleFreeSgdConfig(
        value, beta, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another beta.
  public ScheduleFreeSgdConfig withBeta(double value) {
    return new ScheduleFreeSgdConfig(
        learningRate, value, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another warmup steps.
  public ScheduleFreeSgdConfig withWarmupSteps(long value) {
    return new ScheduleFreeSgdConfig(
        learningRate, beta, value, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with or without `warmupFromZero`.
  public ScheduleFreeSgdConfig withWarmupFromZero(boolean value) {
    return new ScheduleFreeSgdConfig(
        learningRate, beta, warmupSteps, value, weightDecay, weightPower);
  }

  /// Returns a copy with another weight decay.
  public ScheduleFreeSgdConfig withWeightDecay(double value) {
    return new ScheduleFreeSgdConfig(
        learningRate, beta, warmupSteps, warmupFromZero, value, weightPower);
  }

  /// Returns a copy with another weight power.
  public ScheduleFreeSgdConfig withWeightPower(double value) {
    return new ScheduleFreeSgdConfig(
        learningRate, beta, warmupSteps, warmupFromZero, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ScheduleFreeSgd();
  }
}

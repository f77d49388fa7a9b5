package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ScheduleFreeAdamW], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 0.0025
/// @param beta β, how far gradients are taken at the average, in (0, 1]; default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param warmupSteps number of steps in which the rate rises linearly to α, >= 0; default 0
/// @param warmupFromZero whether the first step of a warm-up has the rate 0 (optax) instead of α /
///   `warmupSteps`; default false
/// @param weightDecay λ, decay of the point where gradients are taken, times the rate, finite and
///   >= 0; default 0
/// @param weightPower r: steps count in the average by the r-th power of the largest rate so far,
///   finite and >= 0; default 2
public record ScheduleFreeAdamWConfig(
    double learningRate,
    double beta,
    double beta2,
    double epsilon,
    long warmupSteps,
    boolean warmupFromZero,
    double weightDecay,
    double weightPower)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "schedule-free-adamw", "AdamW with an average in the place of schedule and momentum")
          .paper(
              "Defazio et al. (2024), The Road Less Scheduled", "https://arxiv.org/abs/2405.15682")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with(
              "beta",
              Range.leftOpen(0, 1),
              "share of the average in the point where gradients are taken")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("warmupSteps", Range.atLeast(0), "steps in which the rate rises to its value")
          .with("warmupFromZero", "starts a warm-up at 0, as optax")
          .decay("weightDecay", "decay of the weights, times the rate")
          .with(
              "weightPower",
              Range.atLeast(0),
              "power of the rate that weighs a step in the average");

  /// Checks the ranges.
  public ScheduleFreeAdamWConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta", beta)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("warmupSteps", warmupSteps)
        .check("weightDecay", weightDecay)
        .check("weightPower", weightPower);
  }

  /// Makes the defaults of the authors' code.
  public ScheduleFreeAdamWConfig() {
    this(0.0025, 0.9, 0.999, 1e-8, 0, false, 0, 2);
  }

  /// Returns the defaults with a learning rate.
  public static ScheduleFreeAdamWConfig of(double learningRate) {
    return new ScheduleFreeAdamWConfig().withLearningRate(learningRate);
  }

  /// Returns optax's `schedule_free_adamw`: a warm-up starts with a step of rate 0.
  public static ScheduleFreeAdamWConfig optax(double learningRate) {
    return of(learningRate).withWarmupFromZero(true);
  }

  /// Returns the defaults of Keras: all steps count alike in the average. The decay that Keras can
  /// be given is not here: it shrinks the trained weights y but not z, and x is computed from both,
  /// so that without any gradient y goes to 0 and the average to −(1 − β)/β·z, past 0 (from 1 to
  /// −0.106 in 20,000 steps of Keras 3.15.1 with α 0.1 and λ 0.1).
  public static ScheduleFreeAdamWConfig keras(double learningRate) {
    return of(learningRate).withWeightPower(0);
  }

  /// Returns a copy with another learning rate.
  public ScheduleFreeAdamWConfig withLearningRate(double value) {
    return new ScheduleFreeAdamWConfig(
        value, beta, beta2, epsilon, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another beta.
  public ScheduleFreeAdamWConfig withBeta(double value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, value, beta2, epsilon, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another beta2.
  public ScheduleFreeAdamWConfig withBeta2(double value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, value, epsilon, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another epsilon.
  public ScheduleFreeAdamWConfig withEpsilon(double value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, beta2, value, warmupSteps, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with another warmup steps.
  public ScheduleFreeAdamWConfig withWarmupSteps(long value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, beta2, epsilon, value, warmupFromZero, weightDecay, weightPower);
  }

  /// Returns a copy with or without `warmupFromZero`.
  public ScheduleFreeAdamWConfig withWarmupFromZero(boolean value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, beta2, epsilon, warmupSteps, value, weightDecay, weightPower);
  }

  /// Returns a copy with another weight decay.
  public ScheduleFreeAdamWConfig withWeightDecay(double value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, beta2, epsilon, warmupSteps, warmupFromZero, value, weightPower);
  }

  /// Returns a copy with another weight power.
  public ScheduleFreeAdamWConfig withWeightPower(double value) {
    return new ScheduleFreeAdamWConfig(
        learningRate, beta, beta2, epsilon, warmupSteps, warmupFromZero, weightDecay, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ScheduleFreeAdamW();
  }
}

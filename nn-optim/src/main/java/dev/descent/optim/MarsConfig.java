package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Mars], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 3e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.95
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.99
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
/// @param gamma γ, weight of the change of gradients, finite and >= 0; default 0.025
/// @param kind ADAMW, or LION with steps by the sign; default MarsKind.ADAMW
/// @param vectors whether parameters with less than two axes are corrected too, not left to AdamW;
///   default false
/// @param vectorRate learning rate of AdamW as a share of α, finite and >= 0; default 1
/// @param vectorBeta1 β₁ of AdamW, in [0, 1); default 0.9
/// @param vectorBeta2 β₂ of AdamW, in [0, 1); default 0.95
public record MarsConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double gamma,
    MarsKind kind,
    boolean vectors,
    double vectorRate,
    double vectorBeta1,
    double vectorBeta2)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("mars", "AdamW or Lion along gradients corrected by their change")
          .paper(
              "Yuan et al. (2024), MARS: Unleashing the Power of Variance Reduction for Training"
                  + " Large Models",
              "https://arxiv.org/abs/2411.10438")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of corrected gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared corrected gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("gamma", Range.atLeast(0), "weight of the change of gradients")
          .with("kind", "ADAMW, or LION: steps by the sign")
          .with(
              "vectors",
              "whether parameters with less than two axes are corrected too, not left to AdamW")
          .with("vectorRate", Range.atLeast(0), "learning rate of AdamW, as a share of this one")
          .with("vectorBeta1", Range.rightOpen(0, 1), "decay of AdamW's mean of gradients")
          .with("vectorBeta2", Range.rightOpen(0, 1), "decay of AdamW's mean of squared gradients");

  /// Checks the ranges.
  public MarsConfig {
    HYPER
        .given("kind", kind)
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("gamma", gamma)
        .check("vectorRate", vectorRate)
        .check("vectorBeta1", vectorBeta1)
        .check("vectorBeta2", vectorBeta2);
  }

  /// Makes the defaults, those of the authors' code.
  public MarsConfig() {
    this(3e-3, 0.95, 0.99, 1e-8, 0, 0.025, MarsKind.ADAMW, false, 1, 0.9, 0.95);
  }

  /// Returns the defaults with a learning rate.
  public static MarsConfig of(double learningRate) {
    return new MarsConfig().withLearningRate(learningRate);
  }

  /// Returns timm's defaults: decays 0.9 and 0.99, for vectors too.
  public static MarsConfig timm(double learningRate) {
    return of(learningRate).withBetas(0.9, 0.99).withVectorBetas(0.9, 0.99);
  }

  /// Returns a copy with another learning rate.
  public MarsConfig withLearningRate(double value) {
    return new MarsConfig(
        value,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with other decays of the moments.
  public MarsConfig withBetas(double first, double second) {
    return new MarsConfig(
        learningRate,
        first,
        second,
        epsilon,
        weightDecay,
        gamma,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another epsilon.
  public MarsConfig withEpsilon(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        value,
        weightDecay,
        gamma,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another weight decay.
  public MarsConfig withWeightDecay(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        value,
        gamma,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another gamma.
  public MarsConfig withGamma(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        value,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another kind.
  public MarsConfig withKind(MarsKind value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        value,
        vectors,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with the choice whether parameters with less than two axes are corrected too,
  /// not left to AdamW.
  public MarsConfig withVectors(boolean value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        kind,
        value,
        vectorRate,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another vector rate.
  public MarsConfig withVectorRate(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        kind,
        vectors,
        value,
        vectorBeta1,
        vectorBeta2);
  }

  /// Returns a copy with another vector beta1.
  public MarsConfig withVectorBeta1(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        kind,
        vectors,
        vectorRate,
        value,
        vectorBeta2);
  }

  /// Returns a copy with another vector beta2.
  public MarsConfig withVectorBeta2(double value) {
    return new MarsConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gamma,
        kind,
        vectors,
        vectorRate,
        vectorBeta1,
        value);
  }

  /// Returns a copy with other decays of AdamW's moments.
  public MarsConfig withVectorBetas(double first, double second) {
    return withVectorBeta1(first).withVectorBeta2(second);
  }

  /// Returns AdamW for parameters with less than two axes, with rates that follow these.
  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(
        new AdamWConfig(learningRate * vectorRate, vectorBeta1, vectorBeta2, epsilon, weightDecay));
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Mars();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Rprop], valid by construction.
///
/// @param initialStep Δ₀, length of the first step, finite and >= 0; default 1e-2
/// @param etaMinus η⁻, factor where the gradient has changed its sign, in (0, 1); default 0.5
/// @param etaPlus η⁺, factor where it has kept it, finite and >= 1; default 1.2
/// @param minStep shortest step, finite and >= 0; default 1e-6
/// @param maxStep longest step, finite and > 0; default 50
public record RpropConfig(
    double initialStep, double etaMinus, double etaPlus, double minStep, double maxStep)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "rprop",
              "Steps of a length of their own for each weight, from the signs of gradients alone")
          .paper(
              "Riedmiller and Braun (1993), A direct adaptive method for faster backpropagation"
                  + " learning",
              "https://doi.org/10.1109/ICNN.1993.298623")
          .with("initialStep", Range.atLeast(0), "length of the first step in every coordinate")
          .with(
              "etaMinus",
              Range.open(0, 1),
              "factor of the step where the gradient has changed its sign")
          .with(
              "etaPlus",
              Range.atLeast(1),
              "factor of the step where the gradient has kept its sign")
          .with("minStep", Range.atLeast(0), "shortest step")
          .with("maxStep", Range.above(0), "longest step");

  /// Checks the ranges, and that the shortest step is not longer than the longest.
  public RpropConfig {
    HYPER
        .check("initialStep", initialStep)
        .check("etaMinus", etaMinus)
        .check("etaPlus", etaPlus)
        .check("minStep", minStep)
        .check("maxStep", maxStep)
        .require(minStep <= maxStep, "minStep", minStep, "<= maxStep, " + maxStep);
  }

  /// Makes the defaults of PyTorch and optax: the paper's factors and longest step, with a first
  /// step of 0.01 instead of 0.1.
  public RpropConfig() {
    this(1e-2, 0.5, 1.2, 1e-6, 50);
  }

  /// Returns the defaults with a length of the first step.
  public static RpropConfig of(double initialStep) {
    return new RpropConfig().withInitialStep(initialStep);
  }

  /// Returns a copy with another value of initialStep: length of the first step in every
  /// coordinate.
  public RpropConfig withInitialStep(double value) {
    return new RpropConfig(value, etaMinus, etaPlus, minStep, maxStep);
  }

  /// Returns a copy with another value of etaMinus: factor of the step where the gradient has
  /// changed its sign.
  public RpropConfig withEtaMinus(double value) {
    return new RpropConfig(initialStep, value, etaPlus, minStep, maxStep);
  }

  /// Returns a copy with another value of etaPlus: factor of the step where the gradient has kept
  /// its sign.
  public RpropConfig withEtaPlus(double value) {
    return new RpropConfig(initialStep, etaMinus, value, minStep, maxStep);
  }

  /// Returns a copy with another value of minStep: shortest step.
  public RpropConfig withMinStep(double value) {
    return new RpropConfig(initialStep, etaMinus, etaPlus, value, maxStep);
  }

  /// Returns a copy with another value of maxStep: longest step.
  public RpropConfig withMaxStep(double value) {
    return new RpropConfig(initialStep, etaMinus, etaPlus, minStep, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Rprop();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [LineSearch], valid by construction.
///
/// @param base the optimizer that is wrapped; default Adam with α 1 and β₁ 0
/// @param longest largest share of its step to take, finite and > 0; default 1
/// @param maxEvaluations evaluations a step of the line search, >= 1; default 16
/// @param armijo c₁, share of the predicted decrease that a point must reach, in (0, 0.5); default
///   1e-4
/// @param shrink s, factor of a length that is too long, in (0, 1); default 0.8
/// @param grow r, factor of the last length to start with, finite and > 0; default 1.5
/// @param tolerance δ, share of the loss by which it may rise, finite and >= 0; default 0
public record LineSearchConfig(
    OptimizerConfig base,
    double longest,
    int maxEvaluations,
    double armijo,
    double shrink,
    double grow,
    double tolerance)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "line-search", "As much of another optimizer's step as lowers the loss of its batch")
          .paper(
              "Vaswani et al. (2019), Painless Stochastic Gradient: Interpolation, Line-Search, and"
                  + " Convergence Rates",
              "https://arxiv.org/abs/1905.09997")
          .with("base", "optimizer that is wrapped")
          .with("longest", Range.above(0), "largest share of its step to take")
          .with("maxEvaluations", Range.atLeast(1), "evaluations a step")
          .with("armijo", Range.open(0, 0.5), "share of the predicted decrease to reach")
          .with("shrink", Range.open(0, 1), "factor of a length that is too long")
          .with("grow", Range.above(0), "factor of the last length to start with")
          .with("tolerance", Range.atLeast(0), "share of the loss by which it may rise");

  /// Checks the ranges.
  public LineSearchConfig {
    HYPER
        .given("base", base)
        .check("longest", longest)
        .check("maxEvaluations", maxEvaluations)
        .check("armijo", armijo)
        .check("shrink", shrink)
        .check("grow", grow)
        .check("tolerance", tolerance);
  }

  /// Makes the defaults.
  public LineSearchConfig() {
    this(AdamConfig.of(1).withBetas(0, 0.999), 1, 16, 1e-4, 0.8, 1.5, 0);
  }

  /// Returns the defaults around another optimizer.
  public static LineSearchConfig of(OptimizerConfig base) {
    return new LineSearchConfig().withBase(base);
  }

  /// Returns a copy around another optimizer.
  public LineSearchConfig withBase(OptimizerConfig value) {
    return new LineSearchConfig(value, longest, maxEvaluations, armijo, shrink, grow, tolerance);
  }

  /// Returns a copy with another value of longest: largest share of the step to take.
  public LineSearchConfig withLongest(double value) {
    return new LineSearchConfig(base, value, maxEvaluations, armijo, shrink, grow, tolerance);
  }

  /// Returns a copy with another value of maxEvaluations: evaluations a step.
  public LineSearchConfig withMaxEvaluations(int value) {
    return new LineSearchConfig(base, longest, value, armijo, shrink, grow, tolerance);
  }

  /// Returns a copy with another value of armijo: share of the predicted decrease to reach.
  public LineSearchConfig withArmijo(double value) {
    return new LineSearchConfig(base, longest, maxEvaluations, value, shrink, grow, tolerance);
  }

  /// Returns a copy with another value of shrink: factor of a length that is too long.
  public LineSearchConfig withShrink(double value) {
    return new LineSearchConfig(base, longest, maxEvaluations, armijo, value, grow, tolerance);
  }

  /// Returns a copy with another value of grow: factor of the last length to start with.
  public LineSearchConfig withGrow(double value) {
    return new LineSearchConfig(base, longest, maxEvaluations, armijo, shrink, value, tolerance);
  }

  /// Returns a copy with another value of tolerance: share of the loss by which it may rise.
  public LineSearchConfig withTolerance(double value) {
    return new LineSearchConfig(base, longest, maxEvaluations, armijo, shrink, grow, value);
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
    return new LineSearch();
  }
}

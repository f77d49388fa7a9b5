package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [GradientDescent], valid by construction.
///
/// @param learningRate largest length, finite and >= 0; default 1
/// @param maxEvaluations evaluations a step of the line search, >= 1; default 16
/// @param armijo c₁, share of the predicted decrease that a point must reach, in (0, 0.5); default
///   1e-4
/// @param shrink factor of the length when backtracking fails, in (0, 1); default 0.8
/// @param grow factor of the last length that backtracking starts with, finite and >= 1; default
///   1.5
public record GradientDescentConfig(
    double learningRate, int maxEvaluations, double armijo, double shrink, double grow)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "gradient-descent",
              "Steps against the gradient, as long as a backtracking search allows")
          .paper(
              "Armijo (1966), Minimization of functions having Lipschitz continuous first partial"
                  + " derivatives",
              "https://doi.org/10.2140/pjm.1966.16.1")
          .with("learningRate", Range.atLeast(0), "largest length")
          .with("maxEvaluations", Range.atLeast(1), "evaluations a step")
          .with("armijo", Range.open(0, 0.5), "share of the predicted decrease to reach")
          .with("shrink", Range.open(0, 1), "factor of a length that is too long")
          .with("grow", Range.above(0), "factor of the last length to start with");

  /// Checks the ranges.
  public GradientDescentConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("maxEvaluations", maxEvaluations)
        .check("armijo", armijo)
        .check("shrink", shrink)
        .check("grow", grow);
  }

  /// Makes the defaults of optax's search.
  public GradientDescentConfig() {
    this(1, 16, 1e-4, 0.8, 1.5);
  }

  /// Returns the defaults with a learning rate.
  public static GradientDescentConfig of(double learningRate) {
    return new GradientDescentConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public GradientDescentConfig withLearningRate(double value) {
    return new GradientDescentConfig(value, maxEvaluations, armijo, shrink, grow);
  }

  /// Returns a copy with another max evaluations.
  public GradientDescentConfig withMaxEvaluations(int value) {
    return new GradientDescentConfig(learningRate, value, armijo, shrink, grow);
  }

  /// Returns a copy with another armijo.
  public GradientDescentConfig withArmijo(double value) {
    return new GradientDescentConfig(learningRate, maxEvaluations, value, shrink, grow);
  }

  /// Returns a copy with another shrink.
  public GradientDescentConfig withShrink(double value) {
    return new GradientDescentConfig(learningRate, maxEvaluations, armijo, value, grow);
  }

  /// Returns a copy with another grow.
  public GradientDescentConfig withGrow(double value) {
    return new GradientDescentConfig(learningRate, maxEvaluations, armijo, shrink, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new GradientDescent();
  }
}

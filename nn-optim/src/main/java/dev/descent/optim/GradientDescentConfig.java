package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [GradientDescent], valid by construction.
///
/// @param learningRate largest length with backtracking, the first of all or of each step with
///   zoom, finite and >= 0; default 1
/// @param search how the length is found; default [Search#BACKTRACKING]
/// @param guess the length that [Search#ZOOM] begins with; default [Guess#LAST]
/// @param maxEvaluations evaluations a step of the line search, >= 1; default 16
/// @param armijo c₁, share of the predicted decrease that a point must reach, in (0, 0.5); default
///   1e-4
/// @param curvature c₂, share of the slope that may be left with [Search#ZOOM], in (0, 1); default
///   0.9
/// @param shrink factor of the length when backtracking fails, in (0, 1); default 0.8
/// @param grow factor of the last length that backtracking starts with, finite and > 0; default 1.5
public record GradientDescentConfig(
    double learningRate,
    Search search,
    Guess guess,
    int maxEvaluations,
    double armijo,
    double curvature,
    double shrink,
    double grow)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "gradient-descent", "Steps against the gradient, as long as a search allows")
          .paper(
              "Armijo (1966), Minimization of functions having Lipschitz continuous first partial"
                  + " derivatives",
              "https://doi.org/10.2140/pjm.1966.16.1")
          .with("learningRate", Range.atLeast(0), "largest length, or the first with zoom")
          .with("search", "how the length is found")
          .with("guess", "length that zoom begins with")
          .with("maxEvaluations", Range.atLeast(1), "evaluations a step")
          .with("armijo", Range.open(0, 0.5), "share of the predicted decrease to reach")
          .with("curvature", Range.open(0, 1), "share of the slope that may be left, with zoom")
          .with("shrink", Range.open(0, 1), "factor of a length that is too long")
          .with("grow", Range.above(0), "factor of the last length to start with");

  /// Checks the ranges.
  public GradientDescentConfig {
    HYPER
        .given("search", search)
        .given("guess", guess)
        .check("learningRate", learningRate)
        .check("maxEvaluations", maxEvaluations)
        .check("armijo", armijo)
        .check("curvature", curvature)
        .check("shrink", shrink)
        .check("grow", grow);
  }

  /// Makes the defaults of optax's searches.
  public GradientDescentConfig() {
    this(1, Search.BACKTRACKING, Guess.LAST, 16, 1e-4, 0.9, 0.8, 1.5);
  }

  /// Returns the defaults with a learning rate.
  public static GradientDescentConfig of(double learningRate) {
    return new GradientDescentConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public GradientDescentConfig withLearningRate(double value) {
    return new GradientDescentConfig(
        value, search, guess, maxEvaluations, armijo, curvature, shrink, grow);
  }

  /// Returns a copy with another search.
  public GradientDescentConfig withSearch(Search value) {
    return new GradientDescentConfig(
        learningRate, value, guess, maxEvaluations, armijo, curvature, shrink, grow);
  }

  /// Returns a copy with another guess.
  public GradientDescentConfig withGuess(Guess value) {
    return new GradientDescentConfig(
        learningRate, search, value, maxEvaluations, armijo, curvature, shrink, grow);
  }

  /// Returns a copy with another max evaluations.
  public GradientDescentConfig withMaxEvaluations(int value) {
    return new GradientDescentConfig(
        learningRate, search, guess, value, armijo, curvature, shrink, grow);
  }

  /// Returns a copy with another armijo.
  public GradientDescentConfig withArmijo(double value) {
    return new GradientDescentConfig(
        learningRate, search, guess, maxEvaluations, value, curvature, shrink, grow);
  }

  /// Returns a copy with another curvature.
  public GradientDescentConfig withCurvature(double value) {
    return new GradientDescentConfig(
        learningRate, search, guess, maxEvaluations, armijo, value, shrink, grow);
  }

  /// Returns a copy with another shrink.
  public GradientDescentConfig withShrink(double value) {
    return new GradientDescentConfig(
        learningRate, search, guess, maxEvaluations, armijo, curvature, value, grow);
  }

  /// Returns a copy with another grow.
  public GradientDescentConfig withGrow(double value) {
    return new GradientDescentConfig(
        learningRate, search, guess, maxEvaluations, armijo, curvature, shrink, value);
  }

  /// How the length of a step is found.
  public enum Search {
    /// Shorter and shorter until the loss has decreased.
    BACKTRACKING,
    /// Doubled until it is too long, then by interpolation until the loss has decreased and the
    /// slope has flattened, or the interval is 1e-5 of the learning rate (optax).
    ZOOM
  }

  /// The length that zoom begins with.
  public enum Guess {
    /// That of the last step (optax's `keep`): the learning rate in the first.
    LAST,
    /// The learning rate in each step (optax's `one`).
    RATE
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

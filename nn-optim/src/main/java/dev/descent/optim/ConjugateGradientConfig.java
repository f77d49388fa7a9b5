package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [ConjugateGradient], valid by construction.
///
/// @param learningRate factor of the first length to try, finite and >= 0; default 1
/// @param search how the length is found; default [Search#STRONG_WOLFE]
/// @param formula what is kept of the last direction; default [Formula#POLAK_RIBIERE]
/// @param maxEvaluations evaluations a step of the line search, >= 1; default 20
/// @param armijo c₁, share of the predicted decrease that a point must reach, in (0, 0.5); default
///   1e-4
/// @param curvature c₂, share of the slope that may be left, in (0, 1); default 0.1
/// @param gradientTolerance gradients up to here move nothing, finite and >= 0; default 1e-7
public record ConjugateGradientConfig(
    double learningRate,
    Search search,
    Formula formula,
    int maxEvaluations,
    double armijo,
    double curvature,
    double gradientTolerance)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("conjugate-gradient", "Nonlinear conjugate gradients with a line search")
          .paper(
              "Polak and Ribière (1969); Nocedal and Wright (2006), Numerical Optimization, section"
                  + " 5.2",
              "https://doi.org/10.1007/978-0-387-40065-5")
          .with("learningRate", Range.atLeast(0), "first length to try, as a share")
          .with("search", "how the length is found")
          .with("formula", "what is kept of the last direction")
          .with("maxEvaluations", Range.atLeast(1), "evaluations a step")
          .with("armijo", Range.open(0, 0.5), "share of the predicted decrease to reach")
          .with("curvature", Range.open(0, 1), "share of the slope that may be left")
          .with("gradientTolerance", Range.atLeast(0), "largest gradient that moves nothing");

  /// Checks the ranges.
  public ConjugateGradientConfig {
    HYPER
        .given("search", search)
        .given("formula", formula)
        .check("learningRate", learningRate)
        .check("maxEvaluations", maxEvaluations)
        .check("armijo", armijo)
        .check("curvature", curvature)
        .check("gradientTolerance", gradientTolerance);
  }

  /// Makes the defaults of the book.
  public ConjugateGradientConfig() {
    this(1, Search.STRONG_WOLFE, Formula.POLAK_RIBIERE, 20, 1e-4, 0.1, 1e-7);
  }

  /// Returns the defaults with a learning rate.
  public static ConjugateGradientConfig of(double learningRate) {
    return new ConjugateGradientConfig().withLearningRate(learningRate);
  }

  /// Returns a copy with another learning rate.
  public ConjugateGradientConfig withLearningRate(double value) {
    return new ConjugateGradientConfig(
        value, search, formula, maxEvaluations, armijo, curvature, gradientTolerance);
  }

  /// Returns a copy with another search.
  public ConjugateGradientConfig withSearch(Search value) {
    return new ConjugateGradientConfig(
        learningRate, value, formula, maxEvaluations, armijo, curvature, gradientTolerance);
  }

  /// Returns a copy with another formula.
  public ConjugateGradientConfig withFormula(Formula value) {
    return new ConjugateGradientConfig(
        learningRate, search, value, maxEvaluations, armijo, curvature, gradientTolerance);
  }

  /// Returns a copy with another max evaluations.
  public ConjugateGradientConfig withMaxEvaluations(int value) {
    return new ConjugateGradientConfig(
        learningRate, search, formula, value, armijo, curvature, gradientTolerance);
  }

  /// Returns a copy with another armijo.
  public ConjugateGradientConfig withArmijo(double value) {
    return new ConjugateGradientConfig(
        learningRate, search, formula, maxEvaluations, value, curvature, gradientTolerance);
  }

  /// Returns a copy with another curvature.
  public ConjugateGradientConfig withCurvature(double value) {
    return new ConjugateGradientConfig(
        learningRate, search, formula, maxEvaluations, armijo, value, gradientTolerance);
  }

  /// Returns a copy with another gradient tolerance.
  public ConjugateGradientConfig withGradientTolerance(double value) {
    return new ConjugateGradientConfig(
        learningRate, search, formula, maxEvaluations, armijo, curvature, value);
  }

  /// How the length of a step along its direction is found.
  public enum Search {
    /// Until the loss has decreased and the slope has flattened (PyTorch's, of L-BFGS).
    STRONG_WOLFE,
    /// The same from doubled lengths, with the approximate condition of Hager and Zhang (2006),
    /// which holds near a minimum; ends with an interval of 1e-5 of the first length (optax).
    ZOOM
  }

  /// The factor β of the last direction, from the new gradient g, the last one h and the last
  /// direction d.
  public enum Formula {
    /// ⟨g, g⟩/⟨h, h⟩.
    FLETCHER_REEVES,
    /// max(⟨g, g − h⟩/⟨h, h⟩, 0), which restarts by itself.
    POLAK_RIBIERE,
    /// max(⟨g, g − h⟩/⟨d, g − h⟩, 0).
    HESTENES_STIEFEL,
    /// ⟨g, g⟩/⟨d, g − h⟩.
    DAI_YUAN
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new ConjugateGradient();
  }
}

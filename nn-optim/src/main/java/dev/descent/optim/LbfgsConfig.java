package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Lbfgs], valid by construction.
///
/// @param learningRate length to try first, to take without a search, or at most with backtracking,
///   as a share of the direction, finite and >= 0; default 1
/// @param history pairs of changes that are kept, in [1, 1000]; default 10
/// @param maxIterations iterations a step, >= 1; default 20
/// @param maxEvaluations evaluations a step, the gradient of the step included, >= 1; default 25
/// @param search how the length is found; default [Search#STRONG_WOLFE]
/// @param first what H begins with; default [First#SUM]
/// @param armijo c₁, share of the predicted decrease that a point must reach, in (0, 0.5); default
///   1e-4
/// @param curvature c₂, share of the slope that may be left with [Search#STRONG_WOLFE] and
///   [Search#ZOOM], in (0, 1); default 0.9
/// @param shrink factor of the length when backtracking fails, in (0, 1); default 0.8
/// @param gradientTolerance gradients up to here move nothing, finite and >= 0; default 1e-7
/// @param changeTolerance changes up to here end a step, finite and >= 0; default 1e-9
public record LbfgsConfig(
    double learningRate,
    int history,
    int maxIterations,
    int maxEvaluations,
    Search search,
    First first,
    double armijo,
    double curvature,
    double shrink,
    double gradientTolerance,
    double changeTolerance)
    implements OptimizerConfig {
  static final int LONGEST = 1000;

  private static final HyperParameters HYPER =
      HyperParameters.of(
              "lbfgs", "Quasi-Newton steps from the last changes of weights and gradients")
          .paper(
              "Liu and Nocedal (1989), On the limited memory BFGS method for large scale"
                  + " optimization",
              "https://doi.org/10.1007/BF01589116")
          .with("learningRate", Range.atLeast(0), "length to try first, or to take")
          .with("history", Range.closed(1, LONGEST), "changes that are kept")
          .with("maxIterations", Range.atLeast(1), "iterations a step")
          .with("maxEvaluations", Range.atLeast(1), "evaluations a step")
          .with("search", "how the length is found")
          .with("first", "what the inverse Hessian begins with")
          .with("armijo", Range.open(0, 0.5), "share of the predicted decrease to reach")
          .with("curvature", Range.open(0, 1), "share of the slope that may be left")
          .with("shrink", Range.open(0, 1), "factor of a length that is too long")
          .with("gradientTolerance", Range.atLeast(0), "largest gradient that moves nothing")
          .with("changeTolerance", Range.atLeast(0), "change that ends a step");

  /// Checks the ranges.
  public LbfgsConfig {
    HYPER
        .given("search", search)
        .given("first", first)
        .check("learningRate", learningRate)
        .check("history", history)
        .check("maxIterations", maxIterations)
        .check("maxEvaluations", maxEvaluations)
        .check("armijo", armijo)
        .check("curvature", curvature)
        .check("shrink", shrink)
        .check("gradientTolerance", gradientTolerance)
        .check("changeTolerance", changeTolerance);
  }

  /// Makes the defaults: PyTorch's with a line search, but a history of 10 as in optax.
  public LbfgsConfig() {
    this(1, 10, 20, 25, Search.STRONG_WOLFE, First.SUM, 1e-4, 0.9, 0.8, 1e-7, 1e-9);
  }

  /// Returns the defaults with a learning rate.
  public static LbfgsConfig of(double learningRate) {
    return new LbfgsConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of `torch.optim.LBFGS`: no search, a history of 100.
  public static LbfgsConfig torch(double learningRate) {
    return of(learningRate).withHistory(100).withSearch(Search.NONE);
  }

  /// Returns the defaults of `optax.lbfgs` 0.2.8: one iteration a step, a zoom search that begins
  /// with 1 and tries 20 lengths (c₁ 1e-4, c₂ 0.9), a history of 10, the first direction bounded in
  /// the Euclidean norm. Its backtracking is [Search#BACKTRACKING] with two evaluations more than
  /// it has steps.
  public static LbfgsConfig optax() {
    return new LbfgsConfig(1, 10, 1, 21, Search.ZOOM, First.EUCLIDEAN, 1e-4, 0.9, 0.8, 0, 0);
  }

  /// Returns a copy with another learning rate.
  public LbfgsConfig withLearningRate(double value) {
    return new LbfgsConfig(
        value,
        history,
        maxIterations,
        maxEvaluations,
        search,
        first,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// Returns a copy with another history.
  public LbfgsConfig withHistory(int value) {
    return new LbfgsConfig(
        learningRate,
        value,
        maxIterations,
        maxEvaluations,
        search,
        first,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// Returns a copy with another max iterations.
  public LbfgsConfig withMaxIterations(int value) {
    return new LbfgsConfig(
        learningRate,
        history,
        value,
        maxEvaluations,
        search,
        first,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// Returns a copy with another max evaluations.
  public LbfgsConfig withMaxEvaluations(int value) {
    return new LbfgsConfig(
        learningRate,
        history,
        maxIterations,
        value,
        search,
        first,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// Returns a copy with another search.
  public LbfgsConfig withSearch(Search value) {
    return new LbfgsConfig(
        learningRate,
        history,
        maxIterations,
        maxEvaluations,
        value,
        first,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// Returns a copy with another first.
  public LbfgsConfig withFirst(First value) {
    return new LbfgsConfig(
        learningRate,
        history,
        maxIterations,
        maxEvaluations,
        search,
        value,
        armijo,
        curvature,
        shrink,
        gradientTolerance,
        changeTolerance);
  }

  /// How the length of a step along its direction is found.
  public enum Search {
    /// Until the loss has decreased and the slope has flattened.
    STRONG_WOLFE,
    /// Shorter and shorter until the loss has decreased.
    BACKTRACKING,
    /// Doubled until it is too long, then by interpolation until the loss has decreased and the
    /// slope has flattened, or the interval is 1e-5 of the learning rate (optax). Near a minimum
    /// the approximate condition of Hager and Zhang (2006) takes the place of the decrease.
    ZOOM,
    /// Not at all: it is the learning rate.
    NONE
  }

  /// The multiple of the identity that the history makes H of: ⟨s, y⟩/⟨y, y⟩ of the last changes,
  /// or, without a history, what bounds the direction to length 1.
  public enum First {
    /// Without a history min(1, 1/Σ|gᵢ|) (PyTorch).
    SUM,
    /// Without a history min(1, 1/√Σgᵢ²) (optax).
    EUCLIDEAN,
    /// With and without a history the identity itself (optax, `scale_init_precond` false).
    IDENTITY
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Lbfgs();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Ftrl], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param initialAccumulator where the sum of squares starts, finite and > 0; default 0.1
/// @param l1 λ₁, penalty on |θ|, finite and >= 0; default 0. This and the other two are the
///   objective that is followed, of all parameters: no decay that biases and norms are spared of
/// @param l2 λ₂, penalty on θ², finite and >= 0; default 0
/// @param l2Shrinkage λ₃, penalty on θ² that is part of the gradient, finite and >= 0; default 0
/// @param beta β of the paper, added to the root, finite and >= 0; default 0
/// @param fromWeights whether the weights at the start are a result so far, else it is as if they
///   were 0; default true
public record FtrlConfig(
    double learningRate,
    double initialAccumulator,
    double l1,
    double l2,
    double l2Shrinkage,
    double beta,
    boolean fromWeights)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "ftrl",
              "Follows the regularized leader: Adagrad with a penalty that makes weights exactly 0")
          .paper(
              "McMahan et al. (2013), Ad Click Prediction: a View from the Trenches",
              "https://research.google/pubs/pub41159/")
          .with("learningRate", Range.atLeast(0), "length of the first step in every coordinate")
          .with("initialAccumulator", Range.above(0), "where the sum of squares starts")
          .with("l1", Range.atLeast(0), "penalty on absolute weights")
          .with("l2", Range.atLeast(0), "penalty on squared weights")
          .with(
              "l2Shrinkage",
              Range.atLeast(0),
              "penalty on squared weights, as part of the gradient")
          .with("beta", Range.atLeast(0), "added to the root of the sum of squares")
          .with(
              "fromWeights",
              "whether the first weights are a result so far, else as if they were 0");

  /// Checks the ranges.
  public FtrlConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("initialAccumulator", initialAccumulator)
        .check("l1", l1)
        .check("l2", l2)
        .check("l2Shrinkage", l2Shrinkage)
        .check("beta", beta);
  }

  /// Makes the defaults: Keras's, but starting from the weights that are there.
  public FtrlConfig() {
    this(1e-3, 0.1, 0, 0, 0, 0, true);
  }

  /// Returns the defaults with a learning rate.
  public static FtrlConfig of(double learningRate) {
    return new FtrlConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of Keras, where the weights at the start are forgotten.
  public static FtrlConfig keras(double learningRate) {
    return of(learningRate).withFromWeights(false);
  }

  /// Returns a copy with another learning rate.
  public FtrlConfig withLearningRate(double value) {
    return new FtrlConfig(value, initialAccumulator, l1, l2, l2Shrinkage, beta, fromWeights);
  }

  /// Returns a copy with another value of initialAccumulator: where the sum of squares starts.
  public FtrlConfig withInitialAccumulator(double value) {
    return new FtrlConfig(learningRate, value, l1, l2, l2Shrinkage, beta, fromWeights);
  }

  /// Returns a copy with another value of l1: penalty on absolute weights.
  public FtrlConfig withL1(double value) {
    return new FtrlConfig(
        learningRate, initialAccumulator, value, l2, l2Shrinkage, beta, fromWeights);
  }

  /// Returns a copy with another value of l2: penalty on squared weights.
  public FtrlConfig withL2(double value) {
    return new FtrlConfig(
        learningRate, initialAccumulator, l1, value, l2Shrinkage, beta, fromWeights);
  }

  /// Returns a copy with another value of l2Shrinkage: penalty on squared weights, as part of the
  /// gradient.
  public FtrlConfig withL2Shrinkage(double value) {
    return new FtrlConfig(learningRate, initialAccumulator, l1, l2, value, beta, fromWeights);
  }

  /// Returns a copy with another value of beta: added to the root of the sum of squares.
  public FtrlConfig withBeta(double value) {
    return new FtrlConfig(
        learningRate, initialAccumulator, l1, l2, l2Shrinkage, value, fromWeights);
  }

  /// Returns a copy with another value of fromWeights: whether the first weights are a result so
  /// far, else as if they were 0.
  public FtrlConfig withFromWeights(boolean value) {
    return new FtrlConfig(learningRate, initialAccumulator, l1, l2, l2Shrinkage, beta, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Ftrl();
  }
}

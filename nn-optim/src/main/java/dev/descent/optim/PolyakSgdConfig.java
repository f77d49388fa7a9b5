package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [PolyakSgd], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1
/// @param scaling c, finite and > 0; default 1
/// @param maxStep γ, largest rate, finite and >= 0; default 1
/// @param minimum f*, least loss that is possible, finite; default 0
/// @param epsilon ε, finite and >= 0; default 0
/// @param positivePart whether a loss below the least one stops the step (SPS+), else the step goes
///   uphill (SPS); default true
public record PolyakSgdConfig(
    double learningRate,
    double scaling,
    double maxStep,
    double minimum,
    double epsilon,
    boolean positivePart)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "polyak-sgd",
              "Gradient descent with the step that would reach the least loss on a line")
          .paper(
              "Loizou et al. (2021), Stochastic Polyak Step-size for SGD",
              "https://arxiv.org/abs/2002.10542")
          .with("learningRate", Range.atLeast(0), "factor of the step")
          .with(
              "scaling",
              Range.above(0),
              "divides the rate; 1/2 is best for convex functions in theory")
          .with("maxStep", Range.atLeast(0), "largest rate, before the factor")
          .with("minimum", Range.finite(), "least loss that is possible")
          .with("epsilon", Range.atLeast(0), "added to the squared norm of the gradient")
          .with(
              "positivePart",
              "whether a loss below the least one stops the step, else turns it around");

  /// Checks the ranges.
  public PolyakSgdConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("scaling", scaling)
        .check("maxStep", maxStep)
        .check("minimum", minimum)
        .check("epsilon", epsilon);
  }

  /// Makes the defaults of optax, but never a step uphill.
  public PolyakSgdConfig() {
    this(1, 1, 1, 0, 0, true);
  }

  /// Returns the defaults with a factor of the step.
  public static PolyakSgdConfig of(double learningRate) {
    return new PolyakSgdConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of optax: SPS, with a largest rate.
  public static PolyakSgdConfig optax(double maxStep) {
    return new PolyakSgdConfig().withMaxStep(maxStep).withPositivePart(false);
  }

  /// Returns a copy with another learning rate.
  public PolyakSgdConfig withLearningRate(double value) {
    return new PolyakSgdConfig(value, scaling, maxStep, minimum, epsilon, positivePart);
  }

  /// Returns a copy with another value of scaling: divides the rate; 1/2 is best for convex
  /// functions in theory.
  public PolyakSgdConfig withScaling(double value) {
    return new PolyakSgdConfig(learningRate, value, maxStep, minimum, epsilon, positivePart);
  }

  /// Returns a copy with another value of maxStep: largest rate, before the factor.
  public PolyakSgdConfig withMaxStep(double value) {
    return new PolyakSgdConfig(learningRate, scaling, value, minimum, epsilon, positivePart);
  }

  /// Returns a copy with another value of minimum: least loss that is possible.
  public PolyakSgdConfig withMinimum(double value) {
    return new PolyakSgdConfig(learningRate, scaling, maxStep, value, epsilon, positivePart);
  }

  /// Returns a copy with another epsilon.
  public PolyakSgdConfig withEpsilon(double value) {
    return new PolyakSgdConfig(learningRate, scaling, maxStep, minimum, value, positivePart);
  }

  /// Returns a copy with another value of positivePart: whether a loss below the least one stops
  /// the step, else turns it around.
  public PolyakSgdConfig withPositivePart(boolean value) {
    return new PolyakSgdConfig(learningRate, scaling, maxStep, minimum, epsilon, value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new PolyakSgd();
  }
}

package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [RmsProp], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param decay ρ, decay of the mean of squares, in [0, 1); default 0.99
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param epsilonInRoot whether ε is inside the root; default false
/// @param centered whether the square of the mean gradient is subtracted, so that it is a variance;
///   default false
/// @param biasCorrection whether the means are corrected for their start; default false
/// @param initialMeanSquare where the mean of squares starts, finite and >= 0; default 0
/// @param momentum μ, in [0, 1); default 0
/// @param nesterov whether the step looks ahead along the momentum; default false
/// @param learningRateInMomentum whether α enters the momentum, else it multiplies the momentum;
///   default false
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
public record RmsPropConfig(
    double learningRate,
    double decay,
    double epsilon,
    boolean epsilonInRoot,
    boolean centered,
    boolean biasCorrection,
    double initialMeanSquare,
    double momentum,
    boolean nesterov,
    boolean learningRateInMomentum,
    double weightDecay,
    double decoupledDecay)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("rmsprop", "Divides by the root of a running mean of squared gradients")
          .paper(
              "Hinton (2012), Neural Networks for Machine Learning, lecture 6e",
              "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("decay", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the mean")
          .with("epsilonInRoot", "whether epsilon is inside the root")
          .with("centered", "whether the mean of squares is turned into a variance")
          .with("biasCorrection", "whether the means are corrected for their start")
          .with("initialMeanSquare", Range.atLeast(0), "where the mean of squares starts")
          .with(
              "momentum", Range.rightOpen(0, 1), "share of the last step's direction that is kept")
          .with("nesterov", "whether the step looks ahead along the momentum")
          .with(
              "learningRateInMomentum",
              "whether the learning rate enters the momentum, else it multiplies it")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate");

  /// Checks the ranges, and that Nesterov's momentum has a momentum.
  public RmsPropConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("decay", decay)
        .check("epsilon", epsilon)
        .check("initialMeanSquare", initialMeanSquare)
        .check("momentum", momentum)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay)
        .require(!nesterov || momentum > 0, "momentum", momentum, "> 0 with nesterov");
  }

  /// Makes the defaults of PyTorch.
  public RmsPropConfig() {
    this(1e-2, 0.99, 1e-8, false, false, false, 0, 0, false, false, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static RmsPropConfig of(double learningRate) {
    return new RmsPropConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: ρ 0.99, ε 1e-8 outside the root, α after the momentum.
  public static RmsPropConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax: ρ 0.9, ε 1e-8 inside the root, α before the momentum.
  public static RmsPropConfig optax(double learningRate) {
    return of(learningRate).withDecay(0.9).withEpsilon(1e-8, true).withLearningRateInMomentum(true);
  }

  /// Returns the defaults of Keras: as optax, with ε 1e-7.
  public static RmsPropConfig keras(double learningRate) {
    return optax(learningRate).withEpsilon(1e-7, true);
  }

  /// Returns the defaults of TensorFlow 1, as timm has them: as optax, with ε 1e-10 and a mean of
  /// squares that starts at 1.
  public static RmsPropConfig tensorFlow(double learningRate) {
    return optax(learningRate).withEpsilon(1e-10, true).withInitialMeanSquare(1);
  }

  /// Returns a copy with another epsilon, inside or outside the root.
  public RmsPropConfig withEpsilon(double value, boolean inRoot) {
    return new RmsPropConfig(
        learningRate,
        decay,
        value,
        inRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        momentum,
        nesterov,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another momentum, Nesterov's or not.
  public RmsPropConfig withMomentum(double value, boolean lookAhead) {
    return new RmsPropConfig(
        learningRate,
        decay,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        value,
        lookAhead,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with other means: whether their square is subtracted, whether they are
  /// corrected.
  public RmsPropConfig withMeans(boolean variance, boolean corrected) {
    return new RmsPropConfig(
        learningRate,
        decay,
        epsilon,
        epsilonInRoot,
        variance,
        corrected,
        initialMeanSquare,
        momentum,
        nesterov,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another L2 penalty and another decoupled decay.
  public RmsPropConfig withDecays(double penalty, double decoupled) {
    return new RmsPropConfig(
        learningRate,
        decay,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        momentum,
        nesterov,
        learningRateInMomentum,
        penalty,
        decoupled);
  }

  /// Returns a copy with another learning rate.
  public RmsPropConfig withLearningRate(double value) {
    return new RmsPropConfig(
        value,
        decay,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        momentum,
        nesterov,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another value of decay: decay of the mean of squared gradients.
  public RmsPropConfig withDecay(double value) {
    return new RmsPropConfig(
        learningRate,
        value,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        momentum,
        nesterov,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another value of initialMeanSquare: where the mean of squares starts.
  public RmsPropConfig withInitialMeanSquare(double value) {
    return new RmsPropConfig(
        learningRate,
        decay,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        value,
        momentum,
        nesterov,
        learningRateInMomentum,
        weightDecay,
        decoupledDecay);
  }

  /// Returns a copy with another value of learningRateInMomentum: whether the learning rate enters
  /// the momentum, else it multiplies it.
  public RmsPropConfig withLearningRateInMomentum(boolean value) {
    return new RmsPropConfig(
        learningRate,
        decay,
        epsilon,
        epsilonInRoot,
        centered,
        biasCorrection,
        initialMeanSquare,
        momentum,
        nesterov,
        value,
        weightDecay,
        decoupledDecay);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new RmsProp();
  }
}

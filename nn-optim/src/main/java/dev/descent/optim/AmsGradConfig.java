package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [AmsGrad], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-3
/// @param beta1 β₁, decay of the first moment, in [0, 1); default 0.9
/// @param beta2 β₂, decay of the second moment, in [0, 1); default 0.999
/// @param epsilon ε, finite and > 0; default 1e-8
/// @param maximumOfCorrected whether the maximum is taken after the bias correction, as optax does;
///   default false
/// @param weightDecay λ of the L2 penalty, added to the gradient, finite and >= 0; default 0
/// @param decoupledDecay λ′ of the decay that is no part of the gradient, finite and >= 0; default
///   0
/// @param epsilonHat whether ε is added to the root before the bias correction, the ε̂ of the
///   paper's section 2, as Keras does; default false
/// @param epsilonRoot ε′, added inside the root, to the maximum (optax's `eps_root`), finite and >=
///   0; default 0
/// @param biasCorrection whether both moments are corrected for their start at 0; without, as in
///   the paper, first steps are short or long as the decays have it; default true
public record AmsGradConfig(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean maximumOfCorrected,
    double weightDecay,
    double decoupledDecay,
    boolean epsilonHat,
    double epsilonRoot,
    boolean biasCorrection)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "amsgrad",
              "Adam with the maximum of all second moments, so that steps cannot grow again")
          .paper(
              "Reddi, Kale and Kumar (2018), On the Convergence of Adam and Beyond",
              "https://openreview.net/forum?id=ryQu7f-RZ")
          .with("learningRate", Range.atLeast(0), "length of a step in every coordinate, about")
          .with("beta1", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("beta2", Range.rightOpen(0, 1), "decay of the mean of squared gradients")
          .with("epsilon", Range.above(0), "added to the root of the second moment")
          .with("maximumOfCorrected", "whether the maximum is taken after the bias correction")
          .decay("weightDecay", "L2 penalty, added to the gradient")
          .decay("decoupledDecay", "decay of the weights, times the learning rate")
          .with("epsilonHat", "whether epsilon is added before the root is corrected")
          .with("epsilonRoot", Range.atLeast(0), "added inside the root")
          .with("biasCorrection", "whether moments are corrected for their start at 0");

  /// Checks the ranges.
  public AmsGradConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("beta1", beta1)
        .check("beta2", beta2)
        .check("epsilon", epsilon)
        .check("weightDecay", weightDecay)
        .check("decoupledDecay", decoupledDecay)
        .check("epsilonRoot", epsilonRoot);
  }

  /// Makes hyper-parameters of corrected moments without an ε inside the root.
  public AmsGradConfig(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      boolean maximumOfCorrected,
      double weightDecay,
      double decoupledDecay,
      boolean epsilonHat) {
    this(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        0,
        true);
  }

  /// Makes hyper-parameters with ε added to the corrected root.
  public AmsGradConfig(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      boolean maximumOfCorrected,
      double weightDecay,
      double decoupledDecay) {
    this(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        false);
  }

  /// Makes the defaults of PyTorch: Adam's.
  public AmsGradConfig() {
    this(1e-3, 0.9, 0.999, 1e-8, false, 0, 0);
  }

  /// Returns the defaults with a learning rate.
  public static AmsGradConfig of(double learningRate) {
    return new AmsGradConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of PyTorch: the maximum of the raw second moments, corrected afterwards.
  public static AmsGradConfig torch(double learningRate) {
    return of(learningRate);
  }

  /// Returns the defaults of optax: the maximum of the corrected second moments.
  public static AmsGradConfig optax(double learningRate) {
    return of(learningRate).withMaximumOfCorrected(true);
  }

  /// Returns the defaults of Keras's Adam with amsgrad: as PyTorch, with ε 1e-7 added to the root
  /// before the bias correction.
  public static AmsGradConfig keras(double learningRate) {
    return of(learningRate).withEpsilon(1e-7).withEpsilonHat(true);
  }

  /// Returns a copy with another learning rate.
  public AmsGradConfig withLearningRate(double value) {
    return new AmsGradConfig(
        value,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with other decays of the moments.
  public AmsGradConfig withBetas(double first, double second) {
    return new AmsGradConfig(
        learningRate,
        first,
        second,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another epsilon.
  public AmsGradConfig withEpsilon(double value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        value,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another value of maximumOfCorrected: whether the maximum is taken after
  /// the bias correction.
  public AmsGradConfig withMaximumOfCorrected(boolean value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        value,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another weight decay.
  public AmsGradConfig withWeightDecay(double value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        value,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another decoupled decay.
  public AmsGradConfig withDecoupledDecay(double value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        value,
        epsilonHat,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another value of epsilonHat: whether ε is added before the root is
  /// corrected.
  public AmsGradConfig withEpsilonHat(boolean value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        value,
        epsilonRoot,
        biasCorrection);
  }

  /// Returns a copy with another value of epsilonRoot: what is added inside the root.
  public AmsGradConfig withEpsilonRoot(double value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        value,
        biasCorrection);
  }

  /// Returns a copy with the choice whether the moments are corrected for their start at 0.
  public AmsGradConfig withBiasCorrection(boolean value) {
    return new AmsGradConfig(
        learningRate,
        beta1,
        beta2,
        epsilon,
        maximumOfCorrected,
        weightDecay,
        decoupledDecay,
        epsilonHat,
        epsilonRoot,
        value);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new AmsGrad();
  }
}

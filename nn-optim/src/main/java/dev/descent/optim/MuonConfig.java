package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import java.util.Optional;

/// Hyper-parameters of [Muon], valid by construction.
///
/// Long because every copy writes out all components; the rarer ones have no `with` and are set by
/// the constructor.
///
/// @param learningRate α, finite and >= 0; default 0.02
/// @param momentum μ, decay of the mean of gradients, in [0, 1); default 0.95
/// @param nesterov whether the gradient counts once more; default true
/// @param biasCorrection whether the mean is divided by 1 − μᵗ (optax); default false
/// @param coefficients the polynomials of the iteration; default [Coefficients#JORDAN]
/// @param iterations number of Newton-Schulz iterations, in [1, 50]; default 5
/// @param norm what a matrix is divided by first; default [Norm#FROBENIUS]
/// @param epsilon ε, least norm, finite and > 0; default 1e-7
/// @param scaling factor of the step for a shape; default [Scaling#ORIGINAL]
/// @param outputsFirst whether axis 0 counts the outputs (as in our layers, PyTorch and timm;
///   optax: axis 1); default true
/// @param kernels what is done with three axes and more; default [Kernels#FLATTEN]
/// @param adaptive what else the orthogonal matrix is scaled by; default [Adaptive#NONE]
/// @param beta2 β₂, decay of the second moment of [Adaptive#SECOND_MOMENT], in [0, 1); default 0.95
/// @param weightDecay λ of the decay that is no part of the gradient, finite and >= 0; default 0
/// @param others what updates vectors and scalars; default AdamW with α 3e-4, β₁ 0.9, β₂ 0.95, λ 0
public record MuonConfig(
    double learningRate,
    double momentum,
    boolean nesterov,
    boolean biasCorrection,
    Coefficients coefficients,
    int iterations,
    Norm norm,
    double epsilon,
    Scaling scaling,
    boolean outputsFirst,
    Kernels kernels,
    Adaptive adaptive,
    double beta2,
    double weightDecay,
    OptimizerConfig others)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("muon", "Momentum whose matrices are made orthogonal")
          .paper(
              "Jordan (2024), Muon: An optimizer for hidden layers in neural networks",
              "https://kellerjordan.github.io/posts/muon/")
          .with(
              "learningRate",
              Range.atLeast(0),
              "length of a step in every direction, times the scaling")
          .with("momentum", Range.rightOpen(0, 1), "decay of the mean of gradients")
          .with("nesterov", "looks ahead along the momentum")
          .with("biasCorrection", "corrects the mean of gradients, as optax")
          .with("coefficients", "polynomials of the iteration")
          .with("iterations", Range.closed(1, 50), "Newton-Schulz iterations")
          .with("norm", "what a matrix is divided by first")
          .with("epsilon", Range.above(0), "least norm")
          .with("scaling", "factor of the step for a shape")
          .with("outputsFirst", "axis 0 counts the outputs")
          .with("kernels", "what is done with three axes and more")
          .with("adaptive", "what else the orthogonal matrix is scaled by")
          .with("beta2", Range.rightOpen(0, 1), "decay of the second moment, if there is one")
          .decay("weightDecay", "decay of the weights, times the learning rate")
          .with("others", "what updates vectors and scalars");

  /// Checks the ranges.
  public MuonConfig {
    HYPER
        .given("coefficients", coefficients)
        .given("norm", norm)
        .given("scaling", scaling)
        .given("kernels", kernels)
        .given("adaptive", adaptive)
        .given("others", others)
        .check("learningRate", learningRate)
        .check("momentum", momentum)
        .check("iterations", iterations)
        .check("epsilon", epsilon)
        .check("beta2", beta2)
        .check("weightDecay", weightDecay);
  }

  /// Makes the defaults of the author's code.
  public MuonConfig() {
    this(
        0.02,
        0.95,
        true,
        false,
        Coefficients.JORDAN,
        5,
        Norm.FROBENIUS,
        1e-7,
        Scaling.ORIGINAL,
        true,
        Kernels.FLATTEN,
        Adaptive.NONE,
        0.95,
        0,
        new AdamWConfig(3e-4, 0.9, 0.95, 1e-8, 0));
  }

  /// Returns the defaults with a learning rate.
  public static MuonConfig of(double learningRate) {
    return new MuonConfig().withLearningRate(learningRate);
  }

  /// Returns the defaults of `torch.optim.Muon`: weight decay 0.1. It has no `others` and refuses
  /// them, and rounds to bfloat16 on the way.
  public static MuonConfig torch(double learningRate) {
    return of(learningRate).withWeightDecay(0.1);
  }

  /// Returns the defaults of `optax.contrib.muon`: the mean is corrected, axis 1 counts the
  /// outputs, only matrices are made orthogonal. The rest has [NAdamW].
  public static MuonConfig optax(double learningRate) {
    return new MuonConfig(
        learningRate,
        0.95,
        true,
        true,
        Coefficients.JORDAN,
        5,
        Norm.FROBENIUS,
        1e-8,
        Scaling.ORIGINAL,
        false,
        Kernels.OTHERS,
        Adaptive.NONE,
        0.95,
        0,
        new NAdamWConfig(learningRate, 0.9, 0.999, 1e-8, true, 0));
  }

  /// Returns the defaults of `keras.optimizers.Muon`: steps as long as Adam's, decay 4e-3, matrices
  /// only; the rest has [AdamWConfig#keras]. Keras gathers the sum of gradients in the place of
  /// their mean, so its least norm is 1 − μ times as large here. Embeddings, which it leaves to
  /// Adam, are a group of their own here.
  public static MuonConfig keras(double learningRate) {
    return new MuonConfig(
        learningRate,
        0.95,
        true,
        false,
        Coefficients.JORDAN,
        5,
        Norm.FROBENIUS,
        1e-7 * 0.05,
        Scaling.MATCH_RMS,
        true,
        Kernels.OTHERS,
        Adaptive.NONE,
        0.95,
        4e-3,
        AdamWConfig.keras(learningRate));
  }

  /// Returns the defaults of `timm.optim.Muon`: no Nesterov, coefficients that vary, steps as long
  /// as Adam's.
  public static MuonConfig timm(double learningRate) {
    return of(learningRate)
        .withNesterov(false)
        .withCoefficients(Coefficients.VARYING)
        .withScaling(Scaling.MATCH_RMS)
        .withOthers(new AdamWConfig(learningRate, 0.9, 0.95, 1e-8, 0));
  }

  /// Returns a copy with another learning rate.
  public MuonConfig withLearningRate(double value) {
    return new MuonConfig(
        value,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another momentum.
  public MuonConfig withMomentum(double value) {
    return new MuonConfig(
        learningRate,
        value,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with or without `nesterov`.
  public MuonConfig withNesterov(boolean value) {
    return new MuonConfig(
        learningRate,
        momentum,
        value,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another coefficients.
  public MuonConfig withCoefficients(Coefficients value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        value,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another iterations.
  public MuonConfig withIterations(int value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        value,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another scaling.
  public MuonConfig withScaling(Scaling value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        value,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another kernels.
  public MuonConfig withKernels(Kernels value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        value,
        adaptive,
        beta2,
        weightDecay,
        others);
  }

  /// Returns a copy with another weight decay.
  public MuonConfig withWeightDecay(double value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        value,
        others);
  }

  /// Returns a copy with another others.
  public MuonConfig withOthers(OptimizerConfig value) {
    return new MuonConfig(
        learningRate,
        momentum,
        nesterov,
        biasCorrection,
        coefficients,
        iterations,
        norm,
        epsilon,
        scaling,
        outputsFirst,
        kernels,
        adaptive,
        beta2,
        weightDecay,
        value);
  }

  @Override
  public Optional<OptimizerConfig> fallback() {
    return Optional.of(others);
  }

  /// What a matrix is divided by before the iteration.
  public enum Norm {
    /// The root of the sum of squares.
    FROBENIUS,
    /// The largest singular value, which costs a decomposition.
    SPECTRAL
  }

  /// The factor of the step for a matrix with so many outputs and inputs.
  public enum Scaling {
    /// 1.
    NONE,
    /// √max(1, outputs/inputs), as in the author's code.
    ORIGINAL,
    /// 0.2·√max(outputs, inputs): as long as steps of Adam (Liu et al. 2025).
    MATCH_RMS,
    /// √(outputs/inputs) (Bernstein 2025).
    RMS_TO_RMS
  }

  /// What is done with parameters of three axes and more.
  public enum Kernels {
    /// They go to the others.
    OTHERS,
    /// All axes but the first are one.
    FLATTEN,
    /// The matrix at each position of the axes from the third on is made orthogonal, and divided by
    /// the root of their number.
    EACH_POSITION
  }

  /// What else the orthogonal matrix is scaled by.
  public enum Adaptive {
    /// Nothing.
    NONE,
    /// Its inner product with what it was made from (Bernstein and Newhouse 2024).
    DUAL_NORM,
    /// Elementwise by the root of a running mean of its squares (AdaMuon, Si et al. 2025).
    SECOND_MOMENT
  }

  /// The coefficients a, b, c of X ← a·X + (b·A + c·A²)·X with A = X·Xᵀ, iteration by iteration;
  /// the last ones repeat.
  public enum Coefficients {
    /// Jordan's, steep at 0: singular values end up between 0.7 and 1.2, about.
    JORDAN,
    /// The ones that converge to 1.
    CONVERGENT,
    /// Five that were optimized one after the other.
    VARYING,
    /// Polar Express (Amsel et al. 2025), for matrices divided by 1.01 times their norm.
    POLAR_EXPRESS
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Muon();
  }
}

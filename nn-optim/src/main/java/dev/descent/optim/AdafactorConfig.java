package dev.descent.optim;

import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;

/// Hyper-parameters of [Adafactor], valid by construction.
///
/// @param learningRate α, finite and >= 0; default 1e-2
/// @param relativeStep whether the learning rate is at most 1/√t; default true
/// @param parameterScale whether steps are relative to the weights' root mean square; default true
/// @param scaleFloor ε₂, the least root mean square of weights that counts, finite and >= 0;
///   default 1e-3
/// @param decayRate c of the decay 1 − t⁻ᶜ of the second moment, finite and > 0; default 0.8
/// @param beta2Limit largest decay of the second moment, in (0, 1]; default 1
/// @param epsilon √ε₁, a gradient that counts as 0, finite and > 0; default 1e-15
/// @param epsilonFloor whether ε₁ is a lower bound of the second moment, not added to squares;
///   default false
/// @param clipThreshold d, largest root mean square of a step before the learning rate, finite and
///   > 0; default 1
/// @param clipping whether steps are clipped; default true
/// @param momentum β₁, decay of the mean of steps, 0 for none, in [0, 1); default 0
/// @param rateInMomentum whether steps enter the mean with their learning rate; default true
/// @param weightDecay λ of the decoupled decay, finite and >= 0; default 0
/// @param rateInDecay whether the decay is times the learning rate; default true
/// @param decayFirst whether the weights' root mean square is that after the decay, as in Keras;
///   default false
/// @param minFactored extent of the two axes from which the second moment is factored, >= 1;
///   default 1
/// @param lastAxes whether the last two axes are factored, not the largest two; default false
public record AdafactorConfig(
    double learningRate,
    boolean relativeStep,
    boolean parameterScale,
    double scaleFloor,
    double decayRate,
    double beta2Limit,
    double epsilon,
    boolean epsilonFloor,
    double clipThreshold,
    boolean clipping,
    double momentum,
    boolean rateInMomentum,
    double weightDecay,
    boolean rateInDecay,
    boolean decayFirst,
    int minFactored,
    boolean lastAxes)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of(
              "adafactor", "Gradients scaled by a second moment that is kept by rows and columns")
          .paper(
              "Shazeer and Stern (2018), Adafactor: Adaptive Learning Rates with Sublinear Memory"
                  + " Cost",
              "https://arxiv.org/abs/1804.04235")
          .with(
              "learningRate", Range.atLeast(0), "largest step, relative to the size of the weights")
          .with("relativeStep", "whether the learning rate is at most 1/√t")
          .with("parameterScale", "whether steps are relative to the weights' root mean square")
          .with("scaleFloor", Range.atLeast(0), "least root mean square of weights that counts")
          .with("decayRate", Range.above(0), "c of the decay 1 − t^-c of the second moment")
          .with("beta2Limit", Range.leftOpen(0, 1), "largest decay of the second moment")
          .with("epsilon", Range.above(0), "size of a gradient that counts as 0")
          .with(
              "epsilonFloor",
              "whether ε₁ is a lower bound of the second moment, not added to squares")
          .with(
              "clipThreshold",
              Range.above(0),
              "largest root mean square of a step before the learning rate")
          .with("clipping", "whether steps are clipped")
          .with("momentum", Range.rightOpen(0, 1), "decay of the mean of steps, 0 for none")
          .with("rateInMomentum", "whether steps enter the mean with their learning rate")
          .decay("weightDecay", "decay of the weights")
          .with("rateInDecay", "whether the decay is times the learning rate")
          .with("decayFirst", "whether the weights are measured after their decay")
          .with(
              "minFactored",
              Range.atLeast(1),
              "extent of both axes from which the second moment is factored")
          .with("lastAxes", "whether the last two axes are factored, not the largest two");

  /// Checks the ranges.
  public AdafactorConfig {
    HYPER
        .check("learningRate", learningRate)
        .check("scaleFloor", scaleFloor)
        .check("decayRate", decayRate)
        .check("beta2Limit", beta2Limit)
        .check("epsilon", epsilon)
        .check("clipThreshold", clipThreshold)
        .check("momentum", momentum)
        .check("weightDecay", weightDecay)
        .check("minFactored", minFactored);
  }

  /// Makes the defaults, those of the paper.
  public AdafactorConfig() {
    this(1e-2, true, true, 1e-3, 0.8, 1, 1e-15, false, 1, true, 0, true, 0, true, false, 1, false);
  }

  /// Returns the defaults with a learning rate.
  public static AdafactorConfig of(double learningRate) {
    return new AdafactorConfig().withLearningRate(learningRate);
  }

  /// Returns PyTorch's defaults: ε₁ as a lower bound, and the last two axes.
  public static AdafactorConfig torch(double learningRate) {
    return of(learningRate).withEpsilon(0x1p-23).withEpsilonFloor(true).withLastAxes(true);
  }

  /// Returns optax's defaults: a learning rate of its own, factored from 128 on. A decay that it is
  /// given is not times the learning rate.
  public static AdafactorConfig optax(double learningRate) {
    return of(learningRate).withRelativeStep(false).withMinFactored(128).withRateInDecay(false);
  }

  /// Returns the defaults of Keras: the paper's, over the last two axes. Its rate is at most 1/√t
  /// whatever its `relative_step` says (3.15.1), which therefore has nothing to set here. A decay
  /// that it is given comes before the weights are measured.
  public static AdafactorConfig keras(double learningRate) {
    return of(learningRate).withLastAxes(true).withDecayFirst(true);
  }

  /// Returns timm's defaults with a learning rate of its own: the last two axes, factored from 17
  /// on.
  public static AdafactorConfig timm(double learningRate) {
    return of(learningRate)
        .withRelativeStep(false)
        .withParameterScale(false)
        .withMinFactored(17)
        .withLastAxes(true);
  }

  /// Returns the variant of Zhai et al. (2022, Scaling Vision Transformers), as timm has it: a
  /// decay of at most 0.999, momentum 0.9 before the learning rate, no scale of the weights, no
  /// clipping.
  public static AdafactorConfig bigVision(double learningRate) {
    return of(learningRate)
        .withRelativeStep(false)
        .withParameterScale(false)
        .withBeta2Limit(0.999)
        .withClipping(false)
        .withMomentum(0.9)
        .withRateInMomentum(false)
        .withMinFactored(16);
  }

  /// Returns a copy with another learning rate.
  public AdafactorConfig withLearningRate(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.learningRate = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether the learning rate is at most 1/√t.
  public AdafactorConfig withRelativeStep(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.relativeStep = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether steps are relative to the weights' root mean square.
  public AdafactorConfig withParameterScale(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.parameterScale = value;
    return copy.made();
  }

  /// Returns a copy with another scale floor.
  public AdafactorConfig withScaleFloor(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.scaleFloor = value;
    return copy.made();
  }

  /// Returns a copy with another decay rate.
  public AdafactorConfig withDecayRate(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.decayRate = value;
    return copy.made();
  }

  /// Returns a copy with another beta2 limit.
  public AdafactorConfig withBeta2Limit(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.beta2Limit = value;
    return copy.made();
  }

  /// Returns a copy with another epsilon.
  public AdafactorConfig withEpsilon(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.epsilon = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether ε₁ is a lower bound of the second moment, not added to
  /// squares.
  public AdafactorConfig withEpsilonFloor(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.epsilonFloor = value;
    return copy.made();
  }

  /// Returns a copy with another clip threshold.
  public AdafactorConfig withClipThreshold(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.clipThreshold = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether steps are clipped.
  public AdafactorConfig withClipping(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.clipping = value;
    return copy.made();
  }

  /// Returns a copy with another momentum.
  public AdafactorConfig withMomentum(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.momentum = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether steps enter the mean with their learning rate.
  public AdafactorConfig withRateInMomentum(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.rateInMomentum = value;
    return copy.made();
  }

  /// Returns a copy with another weight decay.
  public AdafactorConfig withWeightDecay(double value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.weightDecay = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether the decay is times the learning rate.
  public AdafactorConfig withRateInDecay(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.rateInDecay = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether the weights are measured after their decay.
  public AdafactorConfig withDecayFirst(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.decayFirst = value;
    return copy.made();
  }

  /// Returns a copy with another min factored.
  public AdafactorConfig withMinFactored(int value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.minFactored = value;
    return copy.made();
  }

  /// Returns a copy with the choice whether the last two axes are factored, not the largest two.
  public AdafactorConfig withLastAxes(boolean value) {
    AdafactorCopy copy = new AdafactorCopy(this);
    copy.lastAxes = value;
    return copy.made();
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Adafactor();
  }
}

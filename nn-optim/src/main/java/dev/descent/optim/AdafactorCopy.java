package dev.descent.optim;

/// The hyper-parameters of an [AdafactorConfig] on the way to another.
final class AdafactorCopy {
  double learningRate;
  boolean relativeStep;
  boolean parameterScale;
  double scaleFloor;
  double decayRate;
  double beta2Limit;
  double epsilon;
  boolean epsilonFloor;
  double clipThreshold;
  boolean clipping;
  double momentum;
  boolean rateInMomentum;
  double weightDecay;
  boolean rateInDecay;
  boolean decayFirst;
  int minFactored;
  boolean lastAxes;

  AdafactorCopy(AdafactorConfig from) {
    learningRate = from.learningRate();
    relativeStep = from.relativeStep();
    parameterScale = from.parameterScale();
    scaleFloor = from.scaleFloor();
    decayRate = from.decayRate();
    beta2Limit = from.beta2Limit();
    epsilon = from.epsilon();
    epsilonFloor = from.epsilonFloor();
    clipThreshold = from.clipThreshold();
    clipping = from.clipping();
    momentum = from.momentum();
    rateInMomentum = from.rateInMomentum();
    weightDecay = from.weightDecay();
    rateInDecay = from.rateInDecay();
    decayFirst = from.decayFirst();
    minFactored = from.minFactored();
    lastAxes = from.lastAxes();
  }

  AdafactorConfig made() {
    return new AdafactorConfig(
        learningRate,
        relativeStep,
        parameterScale,
        scaleFloor,
        decayRate,
        beta2Limit,
        epsilon,
        epsilonFloor,
        clipThreshold,
        clipping,
        momentum,
        rateInMomentum,
        weightDecay,
        rateInDecay,
        decayFirst,
        minFactored,
        lastAxes);
  }
}

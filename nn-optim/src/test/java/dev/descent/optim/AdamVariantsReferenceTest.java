package dev.descent.optim;

import dev.descent.optim.ReferenceCases.Arguments;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Adamax, NAdam, RAdam and their decoupled kin against torch, optax and timm.
final class AdamVariantsReferenceTest {
  @TestFactory
  Stream<DynamicTest> adamax_agreesWithTorch() {
    return ReferenceCases.of("torch_adamax")
        .preset(AdamaxConfig::torch)
        .with(c -> adamax(c).withWeightDecay(c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> adamax_agreesWithOptax() {
    return ReferenceCases.of("optax_adamax").with(AdamVariantsReferenceTest::adamax);
  }

  private static AdamaxConfig adamax(Arguments c) {
    return AdamaxConfig.torch(c.rate())
        .withBetas(c.beta(0), c.beta(1))
        .withEpsilon(c.number("eps"));
  }

  @TestFactory
  Stream<DynamicTest> adamaxW_agreesWithOptax() {
    return ReferenceCases.of("optax_adamaxw")
        .preset(AdamaxWConfig::of)
        .with(c ->
            new AdamaxWConfig(c.rate(), c.beta(0), c.beta(1), c.number("eps"), c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> nAdam_agreesWithTorch() {
    return ReferenceCases.of("torch_nadam")
        .preset(NAdamConfig::torch)
        .with(c ->
            NAdamConfig.torch(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withMomentumDecay(c.number("momentum_decay"))
                .withWeightDecay(c.flag("decoupled_weight_decay") ? 0 : c.decay("mask"))
                .withDecoupledDecay(c.flag("decoupled_weight_decay") ? c.decay("mask") : 0));
  }

  @TestFactory
  Stream<DynamicTest> nAdam_agreesWithOptax() {
    return ReferenceCases.of("optax_nadam")
        .preset(NAdamConfig::optax)
        .with(c ->
            NAdamConfig.optax(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps")));
  }

  @TestFactory
  Stream<DynamicTest> nAdamW_agreesWithOptax() {
    return ReferenceCases.of("optax_nadamw")
        .preset(NAdamWConfig::optax)
        .with(c ->
            NAdamWConfig.optax(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> nAdamW_agreesWithTimm() {
    return ReferenceCases.of("timm_nadamw")
        .preset(NAdamWConfig::timm)
        .without("caution", "a cautious step is what a wrapper makes")
        .with(c ->
            NAdamWConfig.timm(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> rAdam_agreesWithTorch() {
    return ReferenceCases.of("torch_radam")
        .preset(RAdamConfig::torch)
        .with(c ->
            RAdamConfig.torch(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.flag("decoupled_weight_decay") ? 0 : c.decay("mask"))
                .withDecoupledDecay(c.flag("decoupled_weight_decay") ? c.decay("mask") : 0));
  }

  @TestFactory
  Stream<DynamicTest> rAdam_agreesWithOptax() {
    return ReferenceCases.of("optax_radam")
        .preset(RAdamConfig::optax)
        .without("nesterov", "neither paper nor torch have a rectified NAdam")
        .with(c ->
            RAdamConfig.optax(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withThreshold(c.number("threshold")));
  }
}

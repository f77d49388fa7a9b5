package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.ReferenceCases.Arguments;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Adam, AdamW and AMSGrad against torch, optax and timm.
final class AdamReferenceTest {
  private static final String CAUTIOUS = "a cautious step is what a wrapper makes";

  @TestFactory
  Stream<DynamicTest> adam_agreesWithTorch() {
    return ReferenceCases.of("torch_adam")
        .preset(AdamConfig::torch)
        .without("cosine", "see adam_withCosine")
        .with(c -> torch(c, c.flag("decoupled_weight_decay")));
  }

  @Test
  void adam_withCosine_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_adam.json", "cosine");
    Optimizer optimizer =
        Optimizer.builder(AdamConfig.of(0.05))
            .schedule("learningRate", Schedules.cosine(0.05, 0.001, 60))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @TestFactory
  Stream<DynamicTest> adam_agreesWithOptax() {
    return ReferenceCases.of("optax_adam")
        .preset(AdamConfig::optax)
        .without("schedule", "see adam_withScheduleOfTheUser")
        .with(c -> c.flag("nesterov") ? NAdamConfig.optax(c.rate()) : adam(c, 0));
  }

  @Test
  void adam_withScheduleOfTheUser_agreesWithOptax() {
    JsonNode node = Reference.one("optimizers/optax_adam.json", "schedule");
    Optimizer optimizer =
        Optimizer.builder(AdamConfig.of(0.1))
            .schedule("learningRate", step -> 0.1 * StrictMath.pow(0.5, step / 10.0))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithTorch() {
    return ReferenceCases.of("torch_adamw").preset(AdamWConfig::torch).with(c -> torch(c, true));
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithOptax() {
    return ReferenceCases.of("optax_adamw")
        .preset(AdamWConfig::optax)
        .without("nesterov", "Nesterov's AdamW is nadamw, which has no epsilon inside the root")
        .with(c -> adamW(c, c.decay("mask")));
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithTimm() {
    return ReferenceCases.of("timm_adamw")
        .without("caution", CAUTIOUS)
        .without("caution_typical", CAUTIOUS)
        .without(
            "corrected_weight_decay",
            "a decay by the square of the learning rate needs its maximum: schedule weightDecay")
        .with(c -> torch(c, true));
  }

  @TestFactory
  Stream<DynamicTest> amsGrad_agreesWithOptax() {
    return ReferenceCases.of("optax_amsgrad")
        .preset(AmsGradConfig::optax)
        .with(c ->
            AmsGradConfig.optax(c.rate())
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withEpsilonRoot(c.number("eps_root"))
                .withBiasCorrection(c.flag("bias_correction_mu")));
  }

  /// Returns the Adam of torch's flags, which are names here.
  private static OptimizerConfig torch(Arguments c, boolean decoupled) {
    double decay = c.decay("mask");
    if (c.flag("amsgrad")) {
      return AmsGradConfig.of(c.rate())
          .withBetas(c.beta(0), c.beta(1))
          .withEpsilon(c.number("eps"))
          .withWeightDecay(decoupled ? 0 : decay)
          .withDecoupledDecay(decoupled ? decay : 0);
    }
    return decoupled ? adamW(c, decay) : adam(c, decay);
  }

  private static AdamConfig adam(Arguments c, double decay) {
    return new AdamConfig(c.rate(), c.beta(0), c.beta(1), c.number("eps"), decay)
        .withEpsilonRoot(c.has("eps_root") ? c.number("eps_root") : 0);
  }

  private static AdamWConfig adamW(Arguments c, double decay) {
    return new AdamWConfig(c.rate(), c.beta(0), c.beta(1), c.number("eps"), decay)
        .withEpsilonRoot(c.has("eps_root") ? c.number("eps_root") : 0);
  }
}

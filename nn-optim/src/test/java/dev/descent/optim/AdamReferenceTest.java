package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Adam, AdamW and AMSGrad against torch, optax and timm.
final class AdamReferenceTest {
  private static final String ROOT =
      "an epsilon inside the root is for differentiating through the optimizer";
  private static final String CAUTIOUS = "a cautious step is what a wrapper makes";

  @TestFactory
  Stream<DynamicTest> adam_agreesWithTorch() {
    return Reference.all(
        "torch_adam", AdamReferenceTest::torch, Map.of("cosine", "see adam_withCosine"));
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
    return Reference.all(
        "optax_adam",
        c ->
            c.get("nesterov").asBoolean()
                ? NAdamConfig.optax(c.get("learning_rate").asDouble())
                : adam(c, 0),
        Map.of("eps_root", ROOT, "schedule", "see adam_withScheduleOfTheUser"));
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
    return Reference.all(
        "torch_adamw", c -> torch(((ObjectNode) c).put("decoupled_weight_decay", true)));
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithOptax() {
    return Reference.all("optax_adamw", c -> adamW(c, decay(c)), Map.of("nesterov", ROOT));
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithTimm() {
    return Reference.all(
        "timm_adamw",
        AdamReferenceTest::torch,
        Map.of(
            "caution",
            CAUTIOUS,
            "caution_typical",
            CAUTIOUS,
            "corrected_weight_decay",
            "a decay by the square of the learning rate needs its maximum: schedule weightDecay"));
  }

  @TestFactory
  Stream<DynamicTest> amsGrad_agreesWithOptax() {
    return Reference.all(
        "optax_amsgrad",
        AmsGradConfig::optax,
        c ->
            AmsGradConfig.optax(c.get("learning_rate").asDouble())
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(c.get("eps").asDouble()),
        Map.of("no_bias_correction", "without bias correction the first steps are too long"));
  }

  /// Returns the Adam of torch's flags, which are names here.
  private static OptimizerConfig torch(JsonNode c) {
    boolean decoupled = c.path("decoupled_weight_decay").asBoolean();
    double decay = decay(c);
    if (c.get("amsgrad").asBoolean()) {
      return AmsGradConfig.of(c.get("lr").asDouble())
          .withBetas(beta1(c), beta2(c))
          .withEpsilon(c.get("eps").asDouble())
          .withWeightDecay(decoupled ? 0 : decay)
          .withDecoupledDecay(decoupled ? decay : 0);
    }
    return decoupled ? adamW(c, decay) : adam(c, decay);
  }

  private static AdamConfig adam(JsonNode c, double decay) {
    return new AdamConfig(rate(c), beta1(c), beta2(c), c.get("eps").asDouble(), decay);
  }

  private static AdamWConfig adamW(JsonNode c, double decay) {
    return new AdamWConfig(rate(c), beta1(c), beta2(c), c.get("eps").asDouble(), decay);
  }

  private static double rate(JsonNode c) {
    return (c.has("lr") ? c.get("lr") : c.get("learning_rate")).asDouble();
  }

  private static double beta1(JsonNode c) {
    return c.has("betas") ? c.get("betas").get(0).asDouble() : c.get("b1").asDouble();
  }

  private static double beta2(JsonNode c) {
    return c.has("betas") ? c.get("betas").get(1).asDouble() : c.get("b2").asDouble();
  }

  private static double decay(JsonNode c) {
    return c.path("mask").asBoolean(true) ? c.get("weight_decay").asDouble() : 0;
  }
}

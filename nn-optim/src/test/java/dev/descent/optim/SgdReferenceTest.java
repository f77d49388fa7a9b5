package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Gradient descent with momentum against torch, optax and timm.
final class SgdReferenceTest {
  @TestFactory
  Stream<DynamicTest> sgd_agreesWithTorch() {
    return Reference.all(
        "torch_sgd",
        SgdConfig::of,
        SgdReferenceTest::torch,
        Map.of("step_lr", "see sgd_withStepSchedule"));
  }

  @Test
  void sgd_withStepSchedule_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_sgd.json", "step_lr");
    Optimizer optimizer =
        Optimizer.builder(torch(node.get("config")))
            .schedule("learningRate", Schedules.step(0.1, 7, 0.5))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @TestFactory
  Stream<DynamicTest> sgd_agreesWithOptax() {
    return Reference.all(
        "optax_sgd",
        c ->
            new SgdConfig(
                c.get("learning_rate").asDouble(),
                c.get("momentum").asDouble(0),
                0,
                c.get("nesterov").asBoolean(),
                0,
                0),
        Map.of("schedule", "see sgd_withWarmupAndCosine"));
  }

  @Test
  void sgd_withWarmupAndCosine_agreesWithOptax() {
    JsonNode node = Reference.one("optimizers/optax_sgd.json", "schedule");
    Optimizer optimizer =
        Optimizer.builder(SgdConfig.of(0.1).withMomentum(0.9))
            .schedule("learningRate", Schedules.warmup(10, Schedules.cosine(0.1, 0, 50)))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @TestFactory
  Stream<DynamicTest> sgdW_agreesWithTimm() {
    return Reference.all(
        "timm_sgdw",
        c ->
            new SgdWConfig(
                c.get("lr").asDouble(),
                c.get("momentum").asDouble(),
                c.get("dampening").asDouble(),
                c.get("nesterov").asBoolean(),
                c.get("weight_decay").asDouble()),
        Map.of("caution", "a cautious step is what a wrapper makes"));
  }

  @Test
  void clippingByGlobalNorm_agreesWithTorch() {
    JsonNode node = Reference.one("transforms/torch_clipping.json", "by_norm");
    Optimizer optimizer =
        Optimizer.builder(SgdConfig.of(node.get("config").get("lr").asDouble()))
            .clipByGlobalNorm(1.0)
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  private static OptimizerConfig torch(JsonNode c) {
    return new SgdConfig(
        c.get("lr").asDouble(),
        c.get("momentum").asDouble(),
        c.get("dampening").asDouble(),
        c.get("nesterov").asBoolean(),
        c.get("weight_decay").asDouble(),
        0);
  }
}

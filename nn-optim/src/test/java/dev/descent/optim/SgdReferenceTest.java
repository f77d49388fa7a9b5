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

/// Gradient descent with momentum against torch, optax and timm.
final class SgdReferenceTest {
  @TestFactory
  Stream<DynamicTest> sgd_agreesWithTorch() {
    return ReferenceCases.of("torch_sgd")
        .preset(SgdConfig::torch)
        .without("step_lr", "see sgd_withStepSchedule")
        .with(SgdReferenceTest::torch);
  }

  @Test
  void sgd_withStepSchedule_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_sgd.json", "step_lr");
    Optimizer optimizer =
        Optimizer.builder(torch(new Arguments(node.get("config"))))
            .schedule("learningRate", Schedules.step(0.1, 7, 0.5))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @TestFactory
  Stream<DynamicTest> sgd_agreesWithOptax() {
    return ReferenceCases.of("optax_sgd")
        .without("schedule", "see sgd_withWarmupAndCosine")
        .with(c -> {
          double momentum = c.number("momentum", 0);
          SgdConfig config = SgdConfig.optax(c.rate());
          return c.flag("nesterov") ? config.withNesterov(momentum) : config.withMomentum(momentum);
        });
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
    return ReferenceCases.of("timm_sgdw")
        .without("caution", "a cautious step is what a wrapper makes")
        .with(c ->
            new SgdWConfig(
                c.rate(),
                c.number("momentum"),
                c.number("dampening"),
                c.flag("nesterov"),
                c.number("weight_decay")));
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

  private static OptimizerConfig torch(Arguments c) {
    return new SgdConfig(
        c.rate(),
        c.number("momentum"),
        c.number("dampening"),
        c.flag("nesterov"),
        c.number("weight_decay"),
        0);
  }
}

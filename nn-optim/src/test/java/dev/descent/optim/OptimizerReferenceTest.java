package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Trajectories against torch, optax and timm. Cases that need what these optimizers do not have (a
/// maximized loss, AMSGrad, an epsilon inside the root, Adam with Nesterov's momentum, a cautious
/// step) are named in [#others_areNamed].
final class OptimizerReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "plain",
        "momentum",
        "momentum_dampening",
        "nesterov",
        "weight_decay",
        "nesterov_weight_decay",
        "ranks_momentum"
      })
  void sgd_agreesWithTorch(String name) {
    JsonNode node = Reference.one("optimizers/torch_sgd.json", name);
    Reference.run(node, build(node, torchSgd(node.get("config"))));
  }

  @Test
  void sgd_withStepSchedule_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_sgd.json", "step_lr");
    Optimizer optimizer =
        Optimizer.builder(torchSgd(node.get("config")))
            .schedule("learningRate", Schedules.step(0.1, 7, 0.5))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @Test
  void sgd_withGroups_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_sgd.json", "param_groups");
    Optimizer optimizer =
        Optimizer.builder(SgdConfig.of(0.05))
            .group("weight", SgdConfig.of(0.05).withMomentum(0.9).withWeightDecay(0.01))
            .group("bias", SgdConfig.of(0.2))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "momentum", "nesterov", "ranks_nesterov"})
  void sgd_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_sgd.json", name);
    JsonNode config = node.get("config");
    double momentum = config.get("momentum").asDouble(0);
    Reference.run(
        node,
        build(
            node,
            new SgdConfig(
                config.get("learning_rate").asDouble(),
                momentum,
                0,
                config.get("nesterov").asBoolean(),
                0,
                0)));
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

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void sgd_withDecoupledDecay_agreesWithTimm(String name) {
    JsonNode node = Reference.one("optimizers/timm_sgdw.json", name);
    JsonNode config = node.get("config");
    Reference.run(
        node,
        build(
            node,
            new SgdConfig(
                config.get("lr").asDouble(),
                config.get("momentum").asDouble(),
                config.get("dampening").asDouble(),
                config.get("nesterov").asBoolean(),
                0,
                config.get("weight_decay").asDouble())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "typical",
        "weight_decay",
        "decoupled_weight_decay",
        "no_momentum_large_eps",
        "ranks"
      })
  void adam_agreesWithTorch(String name) {
    JsonNode node = Reference.one("optimizers/torch_adam.json", name);
    JsonNode c = node.get("config");
    boolean decoupled = c.get("decoupled_weight_decay").asBoolean();
    Reference.run(node, build(node, decoupled ? adamW(c, "lr") : adam(c, "lr")));
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

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void adam_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_adam.json", name);
    Reference.run(node, build(node, adam(node.get("config"), "learning_rate")));
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

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "edge"})
  void adamW_agreesWithTorch(String name) {
    JsonNode node = Reference.one("optimizers/torch_adamw.json", name);
    Reference.run(node, build(node, adamW(node.get("config"), "lr")));
  }

  @Test
  void adamW_withoutDecayOnBias_agreesWithTorch() {
    JsonNode node = Reference.one("optimizers/torch_adamw.json", "no_decay_on_bias");
    Optimizer optimizer =
        Optimizer.builder(AdamWConfig.of(0.02).withWeightDecay(0.2))
            .group("bias", AdamWConfig.of(0.02).withWeightDecay(0))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void adamW_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_adamw.json", name);
    Reference.run(node, build(node, adamW(node.get("config"), "learning_rate")));
  }

  @Test
  void adamW_withMaskedDecay_agreesWithOptax() {
    JsonNode node = Reference.one("optimizers/optax_adamw.json", "masked");
    Optimizer optimizer =
        Optimizer.builder(AdamWConfig.of(0.02).withWeightDecay(0.2))
            .group("bias", AdamWConfig.of(0.02).withWeightDecay(0))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          torch_sgd   | maximize
          torch_adam  | amsgrad maximize
          torch_adamw | amsgrad
          optax_sgd   |
          optax_adam  | eps_root nesterov
          optax_adamw | nesterov
          timm_sgdw   | caution
          """)
  void others_areNamed(String file, String names) {
    Set<String> compared =
        Set.of(
            "default",
            "plain",
            "momentum",
            "momentum_dampening",
            "nesterov",
            "weight_decay",
            "nesterov_weight_decay",
            "ranks_momentum",
            "step_lr",
            "param_groups",
            "schedule",
            "ranks_nesterov",
            "typical",
            "decoupled_weight_decay",
            "no_momentum_large_eps",
            "ranks",
            "cosine",
            "edge",
            "no_decay_on_bias",
            "masked");
    Set<String> left = new TreeSet<>(Reference.cases("optimizers/" + file + ".json").keySet());
    boolean sgd = file.contains("sgd");
    left.removeIf(name -> compared.contains(name) && (sgd || !name.equals("nesterov")));
    assertThat(left).isEqualTo(names == null ? Set.of() : Set.of(names.split(" ", -1)));
  }

  private static Optimizer build(JsonNode node, OptimizerConfig config) {
    return Optimizer.builder(config).build(Reference.shapes(Reference.problem(node)), Map.of());
  }

  private static SgdConfig torchSgd(JsonNode c) {
    return new SgdConfig(
        c.get("lr").asDouble(),
        c.get("momentum").asDouble(),
        c.get("dampening").asDouble(),
        c.get("nesterov").asBoolean(),
        c.get("weight_decay").asDouble(),
        0);
  }

  private static AdamConfig adam(JsonNode c, String rate) {
    double decay = c.has("weight_decay") ? c.get("weight_decay").asDouble() : 0;
    return new AdamConfig(
        c.get(rate).asDouble(), beta1(c), beta2(c), c.get("eps").asDouble(), decay);
  }

  private static AdamWConfig adamW(JsonNode c, String rate) {
    return new AdamWConfig(
        c.get(rate).asDouble(),
        beta1(c),
        beta2(c),
        c.get("eps").asDouble(),
        c.get("weight_decay").asDouble());
  }

  private static double beta1(JsonNode c) {
    return c.has("betas") ? c.get("betas").get(0).asDouble() : c.get("b1").asDouble();
  }

  private static double beta2(JsonNode c) {
    return c.has("betas") ? c.get("betas").get(1).asDouble() : c.get("b2").asDouble();
  }
}

package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Wrappers against optax, torch and timm.
final class WrapperReferenceTest {
  private static final OptimizerConfig MOMENTUM = SgdConfig.of(0.05).withMomentum(0.9);

  private static void follow(String file, String name, OptimizerConfig config) {
    JsonNode node = Reference.one(file, name);
    Reference.run(node, Optimizer.builder(config).build(Reference.parameters(node), Map.of()));
  }

  private static DynamicTest test(String file, String name, OptimizerConfig config) {
    return DynamicTest.dynamicTest(file + " " + name, () -> follow(file, name, config));
  }

  @TestFactory
  Stream<DynamicTest> all_agree() {
    return Stream.of(
        test(
            "transforms/optax_lookahead.json",
            "sgd",
            new LookaheadConfig(MOMENTUM, 5, 0.5, false, false)),
        test(
            "transforms/optax_lookahead.json",
            "adam_reset",
            new LookaheadConfig(AdamConfig.of(0.02), 3, 0.8, false, true)),
        test(
            "optimizers/timm_lookahead.json",
            "sgd",
            new LookaheadConfig(MOMENTUM, 6, 0.5, true, false)),
        test(
            "optimizers/timm_lookahead.json",
            "adam",
            new LookaheadConfig(AdamConfig.of(0.02), 4, 0.8, true, false)),
        test("transforms/torch_averaging.json", "ema", EmaConfig.of(MOMENTUM, 0.9)),
        test("transforms/torch_averaging.json", "swa", SwaConfig.of(MOMENTUM, 0, 1)),
        test(
            "transforms/optax_apply_every.json",
            "every_4",
            new ApplyEveryConfig(SgdConfig.of(0.05), 4)),
        test(
            "transforms/optax_apply_every.json",
            "every_3_adam",
            new ApplyEveryConfig(AdamConfig.of(0.02), 3)),
        test(
            "transforms/optax_keep_params_nonnegative.json",
            "typical",
            ClampConfig.nonNegative(SgdConfig.of(0.1))),
        test(
            "optimizers/optax_schedule_free.json",
            "lion",
            new ScheduleFreeConfig(new LionConfig(0.01, 0, 0.99, 1e-3), 0.01, 0.9, 2)));
  }

  /// Where timm can be cautious, a wrapper makes any optimizer so.
  @TestFactory
  Stream<DynamicTest> cautious_agreesWithTimm() {
    return new TreeMap<>(
            Map.ofEntries(
                Map.entry("timm_adamw caution", AdamWConfig.of(0.02)),
                Map.entry(
                    "timm_adamw caution_typical",
                    AdamWConfig.of(0.02).withBetas(0.8, 0.95).withWeightDecay(0.1)),
                Map.entry("timm_lion caution", LionConfig.of(0.01).withWeightDecay(0)),
                Map.entry("timm_lion caution_typical", new LionConfig(0.01, 0.95, 0.98, 0.1)),
                Map.entry("timm_laprop caution", LaPropConfig.of(0.02)),
                Map.entry(
                    "timm_nadamw caution",
                    NAdamWConfig.timm(0.02).withBetas(0.8, 0.95).withWeightDecay(0.1)),
                Map.entry("timm_adopt caution", AdoptConfig.timm(0.02).withBetas(0.9, 0.99)),
                Map.entry("timm_sgdw caution", new SgdWConfig(0.02, 0.9, 0, false, 0.1))))
        .entrySet().stream()
            .map(one -> {
              String[] name = one.getKey().split(" ", -1);
              return test(
                  "optimizers/" + name[0] + ".json", name[1], CautiousConfig.of(one.getValue()));
            });
  }

  /// Its `decay_offset` has no effect in timm.
  @Test
  void cautious_aroundAdafactor_agreesWithBigVision() {
    follow(
        "optimizers/timm_adafactor_bv.json",
        "edge",
        CautiousConfig.of(
            AdafactorConfig.bigVision(0.02)
                .withMinFactored(4)
                .withBeta2Limit(0.9)
                .withMomentum(0.9)
                .withEpsilon(Math.sqrt(1e-3))
                .withWeightDecay(0.01)
                .withRateInDecay(false)));
  }

  @Test
  void correctedDecay_atTheLargestRate_agreesWithTimm() {
    follow(
        "optimizers/timm_adamw.json",
        "corrected_weight_decay",
        new CorrectedDecayConfig(AdamWConfig.of(0.02).withWeightDecay(0.5), 0.01));
  }

  @TestFactory
  Stream<DynamicTest> mechanic_agreesWithOptax() {
    Map<String, OptimizerConfig> bases =
        Map.of(
            "sgd", SgdConfig.of(1),
            "adam", AdamConfig.of(1),
            "momentum", SgdConfig.of(0.1).withMomentum(0.9));
    assertThat(Reference.cases("optimizers/optax_mechanize.json").keySet())
        .isEqualTo(bases.keySet());
    return new TreeMap<>(bases)
        .entrySet().stream()
            .map(one -> {
              JsonNode c =
                  Reference.one("optimizers/optax_mechanize.json", one.getKey()).get("config");
              return test(
                  "optimizers/optax_mechanize.json", one.getKey(), mechanic(c, one.getValue()));
            });
  }

  @Test
  void mechanic_onObjectives_agreesWithOptax() {
    for (String name : new String[] {"least_squares", "quadratic"}) {
      JsonNode c = Reference.one("objectives/optax_mechanize.json", name).get("config");
      ObjectiveReplay.run("optax_mechanize", name, mechanic(c, AdamConfig.of(1)));
    }
  }

  private static MechanicConfig mechanic(JsonNode c, OptimizerConfig base) {
    return new MechanicConfig(
        base,
        c.get("weight_decay").asDouble(),
        c.get("eps").asDouble(),
        c.get("s_init").asDouble(),
        c.get("num_betas").asInt());
  }
}

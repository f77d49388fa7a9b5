package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Adamax, NAdam, RAdam and their decoupled kin against torch, optax and timm.
final class AdamVariantsReferenceTest {
  @TestFactory
  Stream<DynamicTest> adamax_agreesWithTorch() {
    return Reference.all(
        "torch_adamax", AdamaxConfig::torch, c -> adamax(c).withWeightDecay(decay(c)), Map.of());
  }

  @TestFactory
  Stream<DynamicTest> adamax_agreesWithOptax() {
    return Reference.all("optax_adamax", AdamVariantsReferenceTest::adamax);
  }

  private static AdamaxConfig adamax(JsonNode c) {
    return AdamaxConfig.torch(rate(c)).withBetas(beta1(c), beta2(c)).withEpsilon(epsilon(c));
  }

  @TestFactory
  Stream<DynamicTest> adamaxW_agreesWithOptax() {
    return Reference.all(
        "optax_adamaxw",
        AdamaxWConfig::of,
        c -> new AdamaxWConfig(rate(c), beta1(c), beta2(c), epsilon(c), decay(c)),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> nAdam_agreesWithTorch() {
    return Reference.all(
        "torch_nadam",
        NAdamConfig::torch,
        c ->
            NAdamConfig.torch(rate(c))
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(epsilon(c))
                .withMomentumDecay(c.get("momentum_decay").asDouble())
                .withWeightDecay(decoupled(c) ? 0 : decay(c))
                .withDecoupledDecay(decoupled(c) ? decay(c) : 0),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> nAdam_agreesWithOptax() {
    return Reference.all(
        "optax_nadam",
        NAdamConfig::optax,
        c -> NAdamConfig.optax(rate(c)).withBetas(beta1(c), beta2(c)).withEpsilon(epsilon(c)),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> nAdamW_agreesWithOptax() {
    return Reference.all(
        "optax_nadamw",
        NAdamWConfig::optax,
        c ->
            NAdamWConfig.optax(rate(c))
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(epsilon(c))
                .withWeightDecay(decay(c)),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> nAdamW_agreesWithTimm() {
    return Reference.all(
        "timm_nadamw",
        NAdamWConfig::timm,
        c ->
            NAdamWConfig.timm(rate(c))
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(epsilon(c))
                .withWeightDecay(decay(c)),
        Map.of("caution", "a cautious step is what a wrapper makes"));
  }

  @TestFactory
  Stream<DynamicTest> rAdam_agreesWithTorch() {
    return Reference.all(
        "torch_radam",
        RAdamConfig::of,
        c ->
            RAdamConfig.of(rate(c))
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(epsilon(c))
                .withWeightDecay(decoupled(c) ? 0 : decay(c))
                .withDecoupledDecay(decoupled(c) ? decay(c) : 0),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> rAdam_agreesWithOptax() {
    return Reference.all(
        "optax_radam",
        RAdamConfig::of,
        c ->
            RAdamConfig.of(rate(c))
                .withBetas(beta1(c), beta2(c))
                .withEpsilon(epsilon(c))
                .withThreshold(c.get("threshold").asDouble()),
        Map.of("nesterov", "neither paper nor torch have a rectified NAdam"));
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

  private static double epsilon(JsonNode c) {
    return c.get("eps").asDouble();
  }

  private static double decay(JsonNode c) {
    return c.path("mask").asBoolean(true) ? c.get("weight_decay").asDouble() : 0;
  }

  private static boolean decoupled(JsonNode c) {
    return c.get("decoupled_weight_decay").asBoolean();
  }
}

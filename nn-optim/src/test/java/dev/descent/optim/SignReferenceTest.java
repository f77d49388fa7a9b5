package dev.descent.optim;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Optimizers that look at signs, against torch, optax and timm.
final class SignReferenceTest {
  private static final String CAUTIOUS = "a cautious step is what a wrapper makes";

  @TestFactory
  Stream<DynamicTest> signSgd_agreesWithOptax() {
    return Reference.all(
        "optax_sign_sgd", c -> SignSgdConfig.of(c.get("learning_rate").asDouble()));
  }

  @TestFactory
  Stream<DynamicTest> signum_agreesWithOptax() {
    return Reference.all(
        "optax_signum",
        SignumConfig::of,
        c -> new SignumConfig(c.get("learning_rate").asDouble(), c.get("beta").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> lion_agreesWithOptax() {
    return Reference.all(
        "optax_lion",
        c ->
            new LionConfig(
                c.get("learning_rate").asDouble(),
                c.get("b1").asDouble(),
                c.get("b2").asDouble(),
                c.get("mask").asBoolean(true) ? c.get("weight_decay").asDouble() : 0));
  }

  @TestFactory
  Stream<DynamicTest> lion_agreesWithTimm() {
    return Reference.all(
        "timm_lion",
        LionConfig::of,
        c ->
            new LionConfig(
                c.get("lr").asDouble(),
                c.get("betas").get(0).asDouble(),
                c.get("betas").get(1).asDouble(),
                c.get("weight_decay").asDouble()),
        Map.of("caution", CAUTIOUS, "caution_typical", CAUTIOUS));
  }

  @TestFactory
  Stream<DynamicTest> rprop_agreesWithTorch() {
    return Reference.all(
        "torch_rprop",
        RpropConfig::of,
        c ->
            new RpropConfig(
                c.get("lr").asDouble(),
                c.get("etas").get(0).asDouble(),
                c.get("etas").get(1).asDouble(),
                c.get("step_sizes").get(0).asDouble(),
                c.get("step_sizes").get(1).asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> rprop_doesNotFollowOptax() {
    String late = "optax 0.2.8 makes each step one call late, which the papers do not";
    return Reference.all(
        "optax_rprop",
        c -> RpropConfig.of(c.get("learning_rate").asDouble()),
        Map.of("default", late, "typical", late));
  }
}

package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers that measure each parameter, and other kin of gradient descent, against torch, optax
/// and timm.
final class NormReferenceTest {
  @TestFactory
  Stream<DynamicTest> asgd_agreesWithTorch() {
    return Reference.all(
        "torch_asgd",
        AsgdConfig::of,
        c ->
            new AsgdConfig(
                c.get("lr").asDouble(),
                c.get("lambd").asDouble(),
                c.get("alpha").asDouble(),
                c.get("t0").asLong(),
                c.get("weight_decay").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> optimisticGd_agreesWithOptax() {
    return Reference.all(
        "optax_optimistic_gradient_descent",
        OptimisticGdConfig::of,
        c ->
            new OptimisticGdConfig(
                c.get("learning_rate").asDouble(),
                c.get("alpha").asDouble(),
                c.get("beta").asDouble()),
        Map.of());
  }

  /// The scaling of optax multiplies the gradient before its norm is taken.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_quadratic",
        "default_rosenbrock",
        "f_min_least_squares",
        "sps_plus_least_squares"
      })
  void polyakSgd_agreesWithOptax(String name) {
    JsonNode c = Reference.one("objectives/optax_polyak_sgd.json", name).get("config");
    double scaling = c.get("scaling").asDouble();
    ObjectiveReplay.run(
        "optax_polyak_sgd",
        name,
        PolyakSgdConfig.optax(scaling * c.get("max_learning_rate").asDouble())
            .withScaling(scaling)
            .withMinimum(c.get("f_min").asDouble())
            .withEpsilon(c.get("eps").asDouble() / scaling)
            .withPositivePart(c.get("variant").asText().equals("sps+")));
  }

  @TestFactory
  Stream<DynamicTest> fromage_agreesWithOptax() {
    return Reference.all(
        "optax_fromage",
        FromageConfig::of,
        c -> new FromageConfig(c.get("learning_rate").asDouble(), c.get("min_norm").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> lars_agreesWithOptax() {
    return Reference.all(
        "optax_lars",
        LarsConfig::optax,
        c -> {
          boolean decays = c.get("weight_decay_mask").asBoolean();
          return LarsConfig.optax(c.get("learning_rate").asDouble())
              .withMomentum(c.get("momentum").asDouble(), 0, c.get("nesterov").asBoolean())
              .withWeightDecay(decays ? c.get("weight_decay").asDouble() : 0)
              .withTrustCoefficient(c.get("trust_coefficient").asDouble())
              .withEpsilon(c.get("eps").asDouble())
              .withAdapt(c.get("trust_ratio_mask").asBoolean());
        },
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> lars_agreesWithTimm() {
    return Reference.all(
        "timm_lars",
        c -> {
          double decay = c.get("weight_decay").asDouble();
          return LarsConfig.timm(c.get("lr").asDouble())
              .withMomentum(
                  c.get("momentum").asDouble(),
                  c.get("dampening").asDouble(),
                  c.get("nesterov").asBoolean())
              .withWeightDecay(decay)
              .withTrustCoefficient(c.get("trust_coeff").asDouble())
              .withEpsilon(c.get("eps").asDouble())
              .withClip(c.get("trust_clip").asBoolean())
              .withAdapt(decay != 0 || c.get("always_adapt").asBoolean());
        });
  }

  @TestFactory
  Stream<DynamicTest> sgdP_agreesWithTimm() {
    return Reference.all(
        "timm_sgdp",
        c ->
            new SgdPConfig(
                c.get("lr").asDouble(),
                c.get("momentum").asDouble(),
                c.get("dampening").asDouble(),
                c.get("nesterov").asBoolean(),
                c.get("weight_decay").asDouble(),
                c.get("delta").asDouble(),
                c.get("wd_ratio").asDouble(),
                c.get("eps").asDouble()));
  }
}

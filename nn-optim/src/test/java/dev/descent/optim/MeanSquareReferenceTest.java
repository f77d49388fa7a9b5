package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Adagrad, Adadelta, RMSprop and Sophia against torch, optax and timm.
final class MeanSquareReferenceTest {
  @TestFactory
  Stream<DynamicTest> adagrad_agreesWithTorch() {
    return Reference.all(
        "torch_adagrad",
        AdagradConfig::torch,
        c ->
            AdagradConfig.torch(c.get("lr").asDouble())
                .withLearningRateDecay(c.get("lr_decay").asDouble())
                .withEpsilon(c.get("eps").asDouble())
                .withInitialAccumulator(c.get("initial_accumulator_value").asDouble())
                .withWeightDecay(c.get("weight_decay").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> adagrad_agreesWithOptax() {
    return Reference.all(
        "optax_adagrad",
        AdagradConfig::optax,
        c ->
            AdagradConfig.optax(c.get("learning_rate").asDouble())
                .withEpsilon(c.get("eps").asDouble())
                .withInitialAccumulator(c.get("initial_accumulator_value").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> adadelta_agreesWithTorch() {
    return Reference.all(
        "torch_adadelta",
        AdadeltaConfig::torch,
        c -> adadelta(c, c.get("lr").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> adadelta_agreesWithOptax() {
    return Reference.all(
        "optax_adadelta",
        c -> adadelta(c, c.get("learning_rate").asDouble()),
        Map.of("no_learning_rate", "it goes uphill: a rate of -1 is refused"));
  }

  private static AdadeltaConfig adadelta(JsonNode c, double rate) {
    boolean decays = c.path("weight_decay_mask").asBoolean(true);
    return new AdadeltaConfig(
        rate,
        c.get("rho").asDouble(),
        c.get("eps").asDouble(),
        decays ? c.get("weight_decay").asDouble() : 0);
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithTorch() {
    return Reference.all(
        "torch_rmsprop",
        RmsPropConfig::torch,
        c ->
            RmsPropConfig.torch(c.get("lr").asDouble())
                .withDecay(c.get("alpha").asDouble())
                .withEpsilon(c.get("eps").asDouble(), false)
                .withMomentum(c.get("momentum").asDouble(), false)
                .withMeans(c.get("centered").asBoolean(), false)
                .withDecays(c.get("weight_decay").asDouble(), 0),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithOptax() {
    return Reference.all(
        "optax_rmsprop",
        RmsPropConfig::optax,
        c ->
            RmsPropConfig.optax(c.get("learning_rate").asDouble())
                .withDecay(c.get("decay").asDouble())
                .withEpsilon(c.get("eps").asDouble(), c.get("eps_in_sqrt").asBoolean())
                .withMomentum(c.get("momentum").asDouble(0), c.get("nesterov").asBoolean())
                .withMeans(c.get("centered").asBoolean(), c.get("bias_correction").asBoolean())
                .withInitialMeanSquare(c.get("initial_scale").asDouble()),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithTimm() {
    return Reference.all(
        "timm_rmsprop_tf",
        RmsPropConfig::tensorFlow,
        c -> {
          boolean decoupled = c.get("decoupled_decay").asBoolean();
          double decay = c.get("weight_decay").asDouble();
          return RmsPropConfig.tensorFlow(c.get("lr").asDouble())
              .withDecay(c.get("alpha").asDouble())
              .withEpsilon(c.get("eps").asDouble(), true)
              .withMomentum(c.get("momentum").asDouble(), false)
              .withMeans(c.get("centered").asBoolean(), false)
              .withLearningRateInMomentum(c.get("lr_in_momentum").asBoolean())
              .withDecays(decoupled ? 0 : decay, decoupled ? decay : 0);
        },
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> sophia_agreesWithOptax() {
    return Reference.all("optax_sophia", MeanSquareReferenceTest::sophia);
  }

  /// The source is given the exact diagonal, and so is the rule, as if it were the whole Hessian.
  @ParameterizedTest
  @ValueSource(strings = {"exact_quadratic", "exact_rosenbrock"})
  void sophia_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_sophia.json", name);
    ObjectiveReplay.run("optax_sophia", name, sophia(node.get("config")));
  }

  private static SophiaConfig sophia(JsonNode c) {
    JsonNode clip = c.get("clip_threshold");
    boolean decays = c.get("weight_decay_mask").asBoolean(true);
    return SophiaConfig.optax(c.get("learning_rate").asDouble())
        .withBetas(c.get("b1").asDouble(), c.get("b2").asDouble())
        .withEpsilon(c.get("eps").asDouble())
        .withCurvature(
            c.get("gamma").asDouble(),
            clip.asDouble(Double.POSITIVE_INFINITY),
            c.get("update_interval").asLong())
        .withWeightDecay(decays ? c.get("weight_decay").asDouble() : 0);
  }
}

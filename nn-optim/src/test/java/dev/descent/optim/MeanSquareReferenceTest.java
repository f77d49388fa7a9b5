package dev.descent.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.ReferenceCases.Arguments;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Adagrad, Adadelta, RMSprop and Sophia against torch, optax and timm.
final class MeanSquareReferenceTest {
  @TestFactory
  Stream<DynamicTest> adagrad_agreesWithTorch() {
    return ReferenceCases.of("torch_adagrad")
        .preset(AdagradConfig::torch)
        .with(c ->
            AdagradConfig.torch(c.rate())
                .withLearningRateDecay(c.number("lr_decay"))
                .withEpsilon(c.number("eps"))
                .withInitialAccumulator(c.number("initial_accumulator_value"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> adagrad_agreesWithOptax() {
    return ReferenceCases.of("optax_adagrad")
        .preset(AdagradConfig::optax)
        .with(c ->
            AdagradConfig.optax(c.rate())
                .withEpsilon(c.number("eps"))
                .withInitialAccumulator(c.number("initial_accumulator_value")));
  }

  @TestFactory
  Stream<DynamicTest> adadelta_agreesWithTorch() {
    return ReferenceCases.of("torch_adadelta")
        .preset(AdadeltaConfig::torch)
        .with(MeanSquareReferenceTest::adadelta);
  }

  @TestFactory
  Stream<DynamicTest> adadelta_agreesWithOptax() {
    return ReferenceCases.of("optax_adadelta")
        .without("no_learning_rate", "it goes uphill: a rate of -1 is refused")
        .with(MeanSquareReferenceTest::adadelta);
  }

  private static AdadeltaConfig adadelta(Arguments c) {
    return new AdadeltaConfig(
        c.rate(), c.number("rho"), c.number("eps"), c.decay("weight_decay_mask"));
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithTorch() {
    return ReferenceCases.of("torch_rmsprop")
        .preset(RmsPropConfig::torch)
        .with(c ->
            RmsPropConfig.torch(c.rate())
                .withDecay(c.number("alpha"))
                .withEpsilon(c.number("eps"), false)
                .withMomentum(c.number("momentum"), false)
                .withMeans(c.flag("centered"), false)
                .withDecays(c.number("weight_decay"), 0));
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithOptax() {
    return ReferenceCases.of("optax_rmsprop")
        .preset(RmsPropConfig::optax)
        .with(c ->
            RmsPropConfig.optax(c.rate())
                .withDecay(c.number("decay"))
                .withEpsilon(c.number("eps"), c.flag("eps_in_sqrt"))
                .withMomentum(c.number("momentum", 0), c.flag("nesterov"))
                .withMeans(c.flag("centered"), c.flag("bias_correction"))
                .withInitialMeanSquare(c.number("initial_scale")));
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithTimm() {
    return ReferenceCases.of("timm_rmsprop_tf")
        .preset(RmsPropConfig::tensorFlow)
        .with(c -> {
          boolean decoupled = c.flag("decoupled_decay");
          double decay = c.number("weight_decay");
          return RmsPropConfig.tensorFlow(c.rate())
              .withDecay(c.number("alpha"))
              .withEpsilon(c.number("eps"), true)
              .withMomentum(c.number("momentum"), false)
              .withMeans(c.flag("centered"), false)
              .withLearningRateInMomentum(c.flag("lr_in_momentum"))
              .withDecays(decoupled ? 0 : decay, decoupled ? decay : 0);
        });
  }

  @TestFactory
  Stream<DynamicTest> sophia_agreesWithOptax() {
    return ReferenceCases.of("optax_sophia").with(MeanSquareReferenceTest::sophia);
  }

  /// The source is given the exact diagonal, and so is the rule, as if it were the whole Hessian.
  @ParameterizedTest
  @ValueSource(strings = {"exact_quadratic", "exact_rosenbrock"})
  void sophia_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_sophia.json", name);
    ObjectiveReplay.run("optax_sophia", name, sophia(new Arguments(node.get("config"))));
  }

  private static SophiaConfig sophia(Arguments c) {
    return SophiaConfig.optax(c.rate())
        .withBetas(c.number("b1"), c.number("b2"))
        .withEpsilon(c.number("eps"))
        .withCurvature(
            c.number("gamma"),
            c.number("clip_threshold", Double.POSITIVE_INFINITY),
            (long) c.number("update_interval"))
        .withWeightDecay(c.decay("weight_decay_mask"));
  }
}

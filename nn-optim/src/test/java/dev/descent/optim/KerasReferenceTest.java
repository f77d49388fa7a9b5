package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.ReferenceCases.Arguments;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The presets of Keras, and other optimizers that Keras has as we do, against Keras
/// (`reference/generate_keras.py`).
final class KerasReferenceTest {
  private static final Set<String> PRESETS =
      Set.of(
          "AdadeltaConfig",
          "AdafactorConfig",
          "AdagradConfig",
          "AdamConfig",
          "AdamWConfig",
          "AdamaxConfig",
          "AmsGradConfig",
          "FtrlConfig",
          "LambConfig",
          "LionConfig",
          "MuonConfig",
          "NAdamConfig",
          "RmsPropConfig",
          "ScheduleFreeAdamWConfig",
          "SgdConfig");

  private static Stream<DynamicTest> cases(
      String file,
      DoubleFunction<OptimizerConfig> preset,
      Function<Arguments, OptimizerConfig> config) {
    return ReferenceCases.of(file).preset(preset).with(config);
  }

  @TestFactory
  Stream<DynamicTest> adagrad_agreesWithKeras() {
    return cases(
        "keras_adagrad",
        AdagradConfig::keras,
        c ->
            AdagradConfig.keras(c.rate())
                .withEpsilon(c.number("epsilon"))
                .withInitialAccumulator(c.number("initial_accumulator_value")));
  }

  @TestFactory
  Stream<DynamicTest> adadelta_agreesWithKeras() {
    return cases(
        "keras_adadelta",
        AdadeltaConfig::keras,
        c ->
            AdadeltaConfig.keras(c.rate())
                .withRho(c.number("rho"))
                .withEpsilon(c.number("epsilon")));
  }

  @TestFactory
  Stream<DynamicTest> rmsProp_agreesWithKeras() {
    return cases(
        "keras_rmsprop",
        RmsPropConfig::keras,
        c ->
            RmsPropConfig.keras(c.rate())
                .withDecay(c.number("rho"))
                .withEpsilon(c.number("epsilon"), true)
                .withMomentum(c.number("momentum"), false)
                .withMeans(c.flag("centered"), false)
                .withDecays(0, c.number("weight_decay", 0)));
  }

  @TestFactory
  Stream<DynamicTest> adamax_agreesWithKeras() {
    return cases(
        "keras_adamax",
        AdamaxConfig::keras,
        c ->
            AdamaxConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon")));
  }

  @TestFactory
  Stream<DynamicTest> nAdam_agreesWithKeras() {
    return cases(
        "keras_nadam",
        NAdamConfig::keras,
        c ->
            NAdamConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon"))
                .withDecoupledDecay(c.number("weight_decay", 0)));
  }

  @TestFactory
  Stream<DynamicTest> ftrl_agreesWithKeras() {
    return cases(
        "keras_ftrl",
        FtrlConfig::keras,
        c ->
            FtrlConfig.keras(c.rate())
                .withInitialAccumulator(c.number("initial_accumulator_value"))
                .withL1(c.number("l1_regularization_strength"))
                .withL2(c.number("l2_regularization_strength"))
                .withL2Shrinkage(c.number("l2_shrinkage_regularization_strength"))
                .withBeta(c.number("beta")));
  }

  @TestFactory
  Stream<DynamicTest> sgd_agreesWithKeras() {
    return ReferenceCases.of("keras_sgd")
        .preset(SgdConfig::keras)
        .without("schedule", "see sgd_withSchedule")
        .without("nesterov_schedule", "see sgd_withSchedule")
        .with(KerasReferenceTest::sgd);
  }

  private static SgdConfig sgd(Arguments c) {
    return new SgdConfig(
        c.rate(),
        c.number("momentum"),
        0,
        c.flag("nesterov"),
        0,
        c.number("weight_decay", 0),
        true);
  }

  /// The learning rate is part of Keras's momentum, which shows when it moves.
  @ParameterizedTest
  @CsvSource({"schedule, exponential(0.05; 0.5; 10)", "nesterov_schedule, cosine(0.05; 0; 50)"})
  void sgd_withSchedule_agreesWithKeras(String name, String schedule) {
    JsonNode node = Reference.one("optimizers/keras_sgd.json", name);
    Optimizer optimizer =
        Optimizer.builder(sgd(new Arguments(node.get("config"))))
            .schedule("learningRate", Schedules.parse(schedule.replace(';', ',')))
            .build(Reference.shapes(Reference.problem(node)), Map.of());
    Reference.run(node, optimizer);
  }

  /// Keras's `relative_step` makes no difference: `large_rate` sets it to false, and a rate that
  /// 1/√t limits from step 5 on.
  @TestFactory
  Stream<DynamicTest> adafactor_agreesWithKeras() {
    Function<Arguments, OptimizerConfig> config =
        c ->
            AdafactorConfig.keras(c.rate())
                .withDecayRate(-c.number("beta_2_decay"))
                .withEpsilon(Math.sqrt(c.number("epsilon_1")))
                .withScaleFloor(c.number("epsilon_2"))
                .withClipThreshold(c.number("clip_threshold"))
                .withWeightDecay(c.number("weight_decay", 0));
    return Stream.concat(
        cases("keras_adafactor", AdafactorConfig::keras, config),
        ReferenceCases.of("keras_adafactor_ranks").with(config));
  }

  @TestFactory
  Stream<DynamicTest> lamb_agreesWithKeras() {
    return cases(
        "keras_lamb",
        LambConfig::keras,
        c ->
            LambConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon"))
                .withDecoupledDecay(c.number("weight_decay", 0)));
  }

  /// The ratio of the learning rates is none of the decays.
  @TestFactory
  Stream<DynamicTest> muon_agreesWithKeras() {
    return cases(
        "keras_muon",
        MuonConfig::keras,
        c ->
            new MuonConfig(
                c.rate(),
                c.number("momentum"),
                c.flag("nesterov"),
                false,
                MuonConfig.Coefficients.JORDAN,
                (int) c.number("ns_steps"),
                MuonConfig.Norm.FROBENIUS,
                1e-7 * 0.05,
                c.has("rms_rate") ? MuonConfig.Scaling.MATCH_RMS : MuonConfig.Scaling.NONE,
                true,
                MuonConfig.Kernels.OTHERS,
                MuonConfig.Adaptive.NONE,
                0.95,
                c.number("weight_decay"),
                AdamWConfig.keras(c.rate() * c.number("adam_lr_ratio"))
                    .withBetas(c.number("adam_beta_1"), c.number("adam_beta_2"))
                    .withEpsilon(c.number("epsilon"))
                    .withWeightDecay(c.number("adam_weight_decay") / c.number("adam_lr_ratio"))));
  }

  @TestFactory
  Stream<DynamicTest> scheduleFreeAdamW_agreesWithKeras() {
    return cases(
        "keras_schedule_free_adamw",
        ScheduleFreeAdamWConfig::keras,
        c ->
            ScheduleFreeAdamWConfig.keras(c.rate())
                .withBeta(c.number("beta_1"))
                .withBeta2(c.number("beta_2"))
                .withEpsilon(c.number("epsilon"))
                .withWarmupSteps((long) c.number("warmup_steps")));
  }

  @TestFactory
  Stream<DynamicTest> lion_agreesWithKeras() {
    return ReferenceCases.of("keras_lion")
        .preset(LionConfig::keras)
        .with(c ->
            new LionConfig(
                c.rate(), c.number("beta_1"), c.number("beta_2"), c.number("weight_decay", 0)));
  }

  @TestFactory
  Stream<DynamicTest> adam_agreesWithKeras() {
    return cases(
        "keras_adam",
        AdamConfig::keras,
        c ->
            AdamConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon")));
  }

  @TestFactory
  Stream<DynamicTest> adamW_agreesWithKeras() {
    return cases(
        "keras_adamw",
        AdamWConfig::keras,
        c ->
            AdamWConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> amsGrad_agreesWithKeras() {
    return cases(
        "keras_amsgrad",
        AmsGradConfig::keras,
        c ->
            AmsGradConfig.keras(c.rate())
                .withBetas(c.number("beta_1"), c.number("beta_2"))
                .withEpsilon(c.number("epsilon"))
                .withDecoupledDecay(c.number("weight_decay", 0)));
  }

  @Test
  void presets_areThese() {
    Set<String> found =
        OptimizerRegistry.discover().entries().stream()
            .map(entry -> entry.defaults().getClass())
            .filter(type ->
                Arrays.stream(type.getMethods()).map(Method::getName).anyMatch("keras"::equals))
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).as("configs with a preset of Keras, all tested above").isEqualTo(PRESETS);
  }
}

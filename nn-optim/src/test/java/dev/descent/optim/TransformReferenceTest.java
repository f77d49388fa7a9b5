package dev.descent.optim;

import static dev.descent.optim.TransformCases.cases;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.NonFinite;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.Window;
import dev.descent.optim.spi.Norm;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Transforms of gradients, accumulation and policies against optax and torch.
final class TransformReferenceTest {
  private static OptimizerBuilder descent(double rate) {
    return Optimizer.builder(SgdConfig.of(rate));
  }

  private static OptimizerBuilder adam() {
    return Optimizer.builder(AdamConfig.of(0.02));
  }

  private static OptimizerBuilder momentum(double rate) {
    return Optimizer.builder(SgdConfig.of(rate).withMomentum(0.9));
  }

  @TestFactory
  Stream<DynamicTest> clipping_agreesWithOptax() {
    return cases(
        "optax_clipping",
        Map.of(
            "by_value", descent(0.1).transform(new ClipByValueConfig(0.25)),
            "by_global_norm", descent(0.1).transform(ClipByNormConfig.of(1)),
            "by_block_rms", descent(0.1).transform(new ClipByNormConfig(0.3, Norm.RMS, true)),
            "adaptive", descent(0.1).transform(adaptively(0.05, 1e-3)),
            "adaptive_eps", descent(0.1).transform(adaptively(0.2, 0.5)),
            "adaptive_ranks", descent(0.1).transform(adaptively(0.05, 1e-3)),
            "by_global_norm_then_adam", adam().clipByGlobalNorm(0.5)),
        Map.of());
  }

  private static OptimizerConfig adaptively(double ratio, double epsilon) {
    return new ClipAdaptivelyConfig(ratio, epsilon, Units.LAST_AXIS);
  }

  @TestFactory
  Stream<DynamicTest> clipping_agreesWithTorch() {
    return cases(
        "torch_clipping",
        Map.of(
            "by_value", descent(0.1).transform(new ClipByValueConfig(0.25)),
            "by_norm", descent(0.1).transform(ClipByNormConfig.of(1)),
            "by_norm_1", descent(0.1).transform(new ClipByNormConfig(5, Norm.ONE, false)),
            "by_norm_infinity",
                momentum(0.1).transform(new ClipByNormConfig(0.25, Norm.MAX, false))),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> centralize_agreesWithOptax() {
    return cases(
        "optax_centralize",
        Map.of(
            "centralize", descent(0.1).transform(new CentralizeConfig()),
            "centralize_ranks", descent(0.1).transform(new CentralizeConfig()),
            "centralize_adam", adam().transform(new CentralizeConfig())),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> normalize_agreesWithOptax() {
    return cases(
        "optax_normalize_by_update_norm",
        Map.of(
            "default", descent(0.1).transform(new NormalizeConfig()),
            "factor", descent(0.1).transform(new NormalizeConfig(2, 0.1, Norm.TWO, false))),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> averageGradients_agreesWithOptax() {
    return cases(
        "optax_ema",
        Map.of(
            "debiased", descent(0.1).transform(new AverageGradientsConfig(0.9, true)),
            "biased", descent(0.1).transform(new AverageGradientsConfig(0.8, false))),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> addDecay_agreesWithOptax() {
    return cases(
        "optax_weight_decay",
        Map.of(
            "before_descent", descent(0.1).transform(new AddDecayConfig(0.1)),
            "masked", descent(0.1).transform("weight", new AddDecayConfig(0.3)),
            "before_adam", adam().transform(new AddDecayConfig(0.1)),
            "after_adam", Optimizer.builder(AdamWConfig.of(0.02).withWeightDecay(0.1))),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> patternsAndSchedules_agreeWithOptax() {
    return cases(
        "optax_conditional",
        Map.of(
            "transform",
                descent(0.1)
                    .transform(new ClipByValueConfig(0.2))
                    .schedule("clip-by-value", "limit", step -> step < 10 ? 0.2 : 1e6),
            "masked", descent(0.1).transform("weight", new ClipByValueConfig(0.2)),
            "frozen", descent(0.1).freeze("bias"),
            "partition",
                Optimizer.builder(AdamWConfig.of(0.02).withWeightDecay(0.1))
                    .group("bias", SgdConfig.of(0.1))),
        Map.of("mask", "a step that leaves the optimizer's state alone is no step here"));
  }

  @TestFactory
  Stream<DynamicTest> accumulation_agreesWithOptax() {
    return cases(
        "optax_multi_steps",
        Map.of(
            "adam_4", adam().accumulate(4),
            "sum_3", momentum(0.02).accumulate(3, Window.SUM),
            "skip_not_finite", adam().accumulate(2).nonFinite(NonFinite.skip(2))),
        Map.of("skip_large", "a gradient that is large is clipped here, not skipped"));
  }

  @TestFactory
  Stream<DynamicTest> skipping_agreesWithOptax() {
    return cases(
        "optax_apply_if_finite",
        Map.of("sgd", momentum(0.05).nonFinite(NonFinite.skip(5))),
        Map.of("gives_up", "a weight that is not finite is an error here"));
  }

  @Test
  void zeroedNans_agreeWithOptax_andAreCounted() {
    JsonNode node = Reference.one("transforms/optax_zero_nans.json", "typical");
    Optimizer optimizer =
        descent(0.1)
            .nonFinite(NonFinite.fail().withZeroedNans())
            .build(Reference.parameters(node), Map.of());
    Reference.run(node, optimizer);
    assertThat(optimizer.zeroedNans()).isEqualTo(2);
    assertThat(optimizer.state().scalars()).containsEntry("optimizer/zeroed_nans", 2.0);
  }
}

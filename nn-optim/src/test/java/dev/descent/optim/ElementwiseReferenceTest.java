package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.ReferenceCases.Arguments;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Elementwise relatives of Adam against optax, timm and torch.
final class ElementwiseReferenceTest {
  private static final String CAUTIOUS = "a cautious step is what a wrapper makes";

  @TestFactory
  Stream<DynamicTest> adaBelief_agreesWithOptax() {
    return ReferenceCases.of("optax_adabelief")
        .with(c ->
            AdaBeliefConfig.of(c.number("learning_rate"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withEpsilonRoot(c.number("eps_root"))
                .withNesterov(c.flag("nesterov")));
  }

  @TestFactory
  Stream<DynamicTest> adaBelief_agreesWithTimm() {
    return ReferenceCases.of("timm_adabelief")
        .with(c -> {
          double decay = c.number("weight_decay");
          boolean decoupled = c.flag("decoupled_decay");
          return AdaBeliefConfig.of(c.number("lr"))
              .withBetas(c.beta(0), c.beta(1))
              .withEpsilon(c.number("eps"))
              .withEpsilonRoot(c.number("eps"))
              .withWeightDecay(decoupled ? 0 : decay)
              .withDecoupledDecay(decoupled ? decay : 0)
              .withAmsgrad(c.flag("amsgrad"))
              .withRectify(c.flag("rectify"));
        });
  }

  @TestFactory
  Stream<DynamicTest> yogi_agreesWithOptax() {
    return ReferenceCases.of("optax_yogi")
        .with(c ->
            YogiConfig.of(c.number("learning_rate"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps")));
  }

  @TestFactory
  Stream<DynamicTest> adan_agreesWithTimm() {
    return ReferenceCases.of("timm_adan")
        .without(
            "no_prox",
            "cautious, but timm masks the mean of gradients alone and not that of their"
                + " differences, so the whole step can go up along the gradient")
        .with(c ->
            AdanConfig.of(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1), c.beta(2))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.number("weight_decay"))
                .withProximal(!c.flag("no_prox")));
  }

  /// optax 0.2.8 weights the differences of gradients with 1 − β₂ where the paper, the authors'
  /// code and timm have β₂, so none of its cases can be followed.
  @Test
  void adan_doesNotAgreeWithOptax() {
    assertThat(Reference.cases("optimizers/optax_adan.json"))
        .containsOnlyKeys("default", "typical", "masked");
  }

  @TestFactory
  Stream<DynamicTest> laProp_agreesWithTimm() {
    return ReferenceCases.of("timm_laprop")
        .without("caution", CAUTIOUS)
        .with(c ->
            LaPropConfig.of(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> adopt_agreesWithOptax() {
    return ReferenceCases.of("optax_adopt")
        .built(c -> {
          AdoptConfig config =
              AdoptConfig.of(c.number("learning_rate"))
                  .withBetas(c.beta(0), c.beta(1))
                  .withEpsilon(c.number("eps"))
                  .withNesterov(c.flag("nesterov"))
                  .withClipping(c.flag("use_clipping"));
          return c.node().get("clip_value_fn").has("expression")
              ? Optimizer.builder(config.withClipExponent(0))
                  .schedule("clipFactor", step -> 0.1 * (1 + step))
              : Optimizer.builder(config);
        });
  }

  @TestFactory
  Stream<DynamicTest> adopt_agreesWithTimm() {
    return ReferenceCases.of("timm_adopt")
        .without("caution", CAUTIOUS)
        .with(c -> {
          double decay = c.number("weight_decay");
          boolean decoupled = c.flag("decoupled");
          return AdoptConfig.timm(c.number("lr"))
              .withBetas(c.beta(0), c.beta(1))
              .withEpsilon(c.number("eps"))
              .withClipping(c.has("clip_exp"))
              .withWeightDecay(decoupled ? 0 : decay)
              .withDecoupledDecay(decoupled ? decay : 0);
        });
  }

  @TestFactory
  Stream<DynamicTest> adEmaMix_agreesWithOptax() {
    return ReferenceCases.of("optax_ademamix")
        .built(c -> {
          boolean scheduled = c.node().get("b3").isObject();
          AdEmaMixConfig config =
              AdEmaMixConfig.of(c.number("learning_rate"))
                  .withBetas(c.beta(0), c.beta(1), scheduled ? 0.9 : c.beta(2))
                  .withAlpha(scheduled ? 0 : c.number("alpha"))
                  .withEpsilon(c.number("eps"))
                  .withEpsilonRoot(c.number("eps_root"))
                  .withWeightDecay(c.number("weight_decay"));
          OptimizerBuilder builder = Optimizer.builder(config);
          return scheduled
              ? builder
                  .group("bias", config.withWeightDecay(0)) // the case's mask
                  .schedule("beta3", step -> linear(0.9, 0.99, step))
                  .schedule("alpha", step -> linear(0, 4, step))
              : builder;
        });
  }

  private static double linear(double from, double to, long step) {
    return from + (to - from) * Math.min(step / 30.0, 1);
  }

  @TestFactory
  Stream<DynamicTest> simplifiedAdEmaMix_agreesWithOptax() {
    return ReferenceCases.of("optax_simplified_ademamix")
        .with(c ->
            SimplifiedAdEmaMixConfig.of(c.number("learning_rate"))
                .withBetas(c.beta(0), c.beta(1))
                .withAlpha(c.number("alpha"))
                .withEpsilon(c.number("eps"))
                .withEpsilonRoot(c.number("eps_root"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> acProp_withThePreviousMean_agreesWithOptax() {
    return ReferenceCases.of("optax_acprop")
        .built(c -> {
          AcPropConfig config =
              AcPropConfig.optax(c.number("learning_rate"))
                  .withBetas(c.beta(0), c.beta(1))
                  .withEpsilon(c.number("eps"))
                  .withEpsilonRoot(c.number("eps_root"))
                  .withWeightDecay(c.number("weight_decay"));
          return Optimizer.builder(config).group("bias", config.withWeightDecay(0)); // the mask
        });
  }

  @TestFactory
  Stream<DynamicTest> optimisticAdam_agreesWithOptax() {
    return ReferenceCases.of("optax_optimistic_adam_v2")
        .with(c -> optimistic(c, c.number("learning_rate"), c.number("alpha"), c.number("beta")));
  }

  /// The older function: its learning rate is α, its optimism null means the learning rate.
  @TestFactory
  Stream<DynamicTest> optimisticAdam_agreesWithOptaxBefore() {
    return ReferenceCases.of("optax_optimistic_adam")
        .with(c -> {
          double rate = c.number("learning_rate");
          return optimistic(c, 1, rate, c.number("optimism", rate));
        });
  }

  private static OptimisticAdamConfig optimistic(
      Arguments c, double rate, double alpha, double optimism) {
    return OptimisticAdamConfig.of(rate)
        .withBetas(c.beta(0), c.beta(1))
        .withEpsilon(c.number("eps"))
        .withEpsilonRoot(c.number("eps_root"))
        .withAlpha(alpha)
        .withOptimism(optimism)
        .withNesterov(c.flag("nesterov"));
  }

  @TestFactory
  Stream<DynamicTest> madgrad_agreesWithOptax() {
    return ReferenceCases.of("optax_madgrad").with(c -> madgrad(c, "learning_rate"));
  }

  @TestFactory
  Stream<DynamicTest> madgrad_agreesWithTimm() {
    return ReferenceCases.of("timm_madgrad")
        .with(c -> {
          MadgradConfig config = madgrad(c, "lr");
          return c.flag("decoupled_decay")
              ? config.withWeightDecay(0).withDecoupledDecay(c.number("weight_decay"))
              : config;
        });
  }

  private static MadgradConfig madgrad(Arguments c, String rate) {
    return MadgradConfig.of(c.number(rate))
        .withMomentum(c.number("momentum"))
        .withEpsilon(c.number("eps"))
        .withWeightDecay(c.number("weight_decay"));
  }

  @TestFactory
  Stream<DynamicTest> sparseAdam_agreesWithTorch() {
    return ReferenceCases.of("torch_sparse_adam")
        .with(c ->
            SparseAdamConfig.of(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps")));
  }
}

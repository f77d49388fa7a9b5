package dev.descent.optim;

import dev.descent.optim.ReferenceCases.Arguments;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Optimizers with numbers of whole parameters, rows and columns against optax, timm and torch.
final class TensorwiseReferenceTest {
  @TestFactory
  Stream<DynamicTest> adafactor_agreesWithOptax() {
    return ReferenceCases.of("optax_adafactor")
        .built(c -> {
          AdafactorConfig config =
              clipped(AdafactorConfig.optax(c.number("learning_rate", 1)), c, "clipping_threshold")
                  .withMinFactored(c.node().get("min_dim_size_to_factor").asInt())
                  .withDecayRate(c.number("decay_rate"))
                  .withEpsilon(Math.sqrt(c.number("eps")))
                  .withParameterScale(c.flag("multiply_by_parameter_scale"))
                  .withMomentum(c.number("momentum", 0))
                  .withWeightDecay(c.number("weight_decay_rate", 0));
          OptimizerBuilder builder = Optimizer.builder(config);
          return c.has("weight_decay_mask")
              ? builder.group("bias", config.withWeightDecay(0))
              : builder;
        });
  }

  @TestFactory
  Stream<DynamicTest> adafactor_agreesWithTorch() {
    return ReferenceCases.of("torch_adafactor")
        .with(c ->
            AdafactorConfig.torch(c.number("lr"))
                .withDecayRate(-c.number("beta2_decay"))
                .withEpsilon(c.node().get("eps").get(0).asDouble(0x1p-52)) // float64's
                .withScaleFloor(c.node().get("eps").get(1).asDouble())
                .withClipThreshold(c.number("d"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> adafactor_agreesWithTimm() {
    return ReferenceCases.of("timm_adafactor")
        .built(c -> {
          boolean relative = !c.has("lr");
          AdafactorConfig config =
              clipped(AdafactorConfig.timm(c.number("lr", 0.01)), c, "clip_threshold")
                  .withRelativeStep(relative)
                  .withParameterScale(relative && c.flag("scale_parameter"))
                  .withScaleFloor(c.number("eps_scale"))
                  .withMinFactored(c.node().get("min_dim_size_to_factor").asInt() + 1)
                  .withDecayRate(-c.number("decay_rate"))
                  .withEpsilon(Math.sqrt(c.number("eps")))
                  .withMomentum(c.has("betas") ? c.beta(0) : 0)
                  .withWeightDecay(c.number("weight_decay"));
          OptimizerBuilder builder = Optimizer.builder(config);
          return c.flag("warmup_init")
              ? builder.schedule("learningRate", step -> 1e-6 * (step + 1))
              : builder;
        });
  }

  @TestFactory
  Stream<DynamicTest> adafactor_agreesWithBigVision() {
    return ReferenceCases.of("timm_adafactor_bv")
        .without("edge", "see WrapperReferenceTest")
        .with(c ->
            clipped(AdafactorConfig.bigVision(c.number("lr")), c, "clipping_threshold")
                .withMinFactored(c.node().get("min_dim_size_to_factor").asInt())
                .withDecayRate(c.number("decay_rate"))
                .withBeta2Limit(c.number("beta2_cap"))
                .withMomentum(c.number("momentum", 0))
                .withWeightDecay(c.number("weight_decay"))
                .withRateInDecay(!c.flag("unscaled_wd")));
  }

  private static AdafactorConfig clipped(AdafactorConfig config, Arguments c, String threshold) {
    return config.withClipping(c.has(threshold)).withClipThreshold(c.number(threshold, 1));
  }

  @TestFactory
  Stream<DynamicTest> sm3_agreesWithOptax() {
    return ReferenceCases.of("optax_sm3")
        .with(c -> Sm3Config.of(c.number("learning_rate")).withMomentum(c.number("momentum")));
  }

  @TestFactory
  Stream<DynamicTest> novoGrad_agreesWithOptax() {
    return ReferenceCases.of("optax_novograd")
        .with(c ->
            NovoGradConfig.optax(c.number("learning_rate"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withEpsilonRoot(c.number("eps_root"))
                .withWeightDecay(c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> novoGrad_agreesWithTimm() {
    return ReferenceCases.of("timm_nvnovograd")
        .with(c ->
            NovoGradConfig.of(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.number("weight_decay"))
                .withGradientAveraging(c.flag("grad_averaging"))
                .withAmsgrad(c.flag("amsgrad")));
  }

  @TestFactory
  Stream<DynamicTest> lamb_agreesWithOptax() {
    return ReferenceCases.of("optax_lamb")
        .built(c -> {
          LambConfig config =
              LambConfig.of(c.number("learning_rate"))
                  .withBetas(c.beta(0), c.beta(1))
                  .withEpsilon(c.number("eps"))
                  .withEpsilonRoot(c.number("eps_root"))
                  .withWeightDecay(c.number("weight_decay"));
          OptimizerBuilder builder = Optimizer.builder(config);
          return c.has("mask") ? builder.group("bias", config.withWeightDecay(0)) : builder;
        });
  }

  @TestFactory
  Stream<DynamicTest> lamb_agreesWithTimm() {
    return ReferenceCases.of("timm_lamb")
        .without(
            "decoupled_caution",
            "cautious, but timm masks the step before it measures it, so the mask is part of the"
                + " trust ratio")
        .built(c -> {
          OptimizerBuilder builder =
              Optimizer.builder(
                  LambConfig.timm(c.number("lr"))
                      .withBetas(c.beta(0), c.beta(1))
                      .withEpsilon(c.number("eps"))
                      .withWeightDecay(c.number("weight_decay"))
                      .withBiasCorrection(c.flag("bias_correction"))
                      .withGradientAveraging(c.flag("grad_averaging"))
                      .withTrustClip(c.flag("trust_clip"))
                      .withAlwaysAdapt(c.flag("always_adapt")));
          return c.has("max_grad_norm")
              ? builder.clipByGlobalNorm(c.number("max_grad_norm"))
              : builder;
        });
  }

  @TestFactory
  Stream<DynamicTest> adamP_agreesWithTimm() {
    return ReferenceCases.of("timm_adamp")
        .with(c ->
            AdamPConfig.of(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.number("weight_decay"))
                .withDelta(c.number("delta"))
                .withDecayRatio(c.number("wd_ratio"))
                .withNesterov(c.flag("nesterov")));
  }

  @TestFactory
  Stream<DynamicTest> mars_agreesWithTimm() {
    return ReferenceCases.of("timm_mars")
        .without(
            "caution",
            "timm keeps the masked mean for the next step, which the paper of the mask does not")
        .with(c ->
            MarsConfig.timm(c.number("lr"))
                .withBetas(c.beta(0), c.beta(1))
                .withVectorBetas(c.beta(0), c.beta(1))
                .withEpsilon(c.number("eps"))
                .withWeightDecay(c.number("weight_decay"))
                .withGamma(c.number("gamma"))
                .withKind(
                    c.node().get("mars_type").asText().equals("lion")
                        ? MarsKind.LION
                        : MarsKind.ADAMW)
                .withVectors(c.flag("optimize_1d"))
                .withVectorRate(c.number("lr_1d_factor")));
  }
}

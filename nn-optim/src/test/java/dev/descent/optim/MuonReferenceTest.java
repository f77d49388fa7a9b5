package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// [Muon] against torch, optax and timm, each with its own scaling, coefficients and momentum.
/// Where the source updates the rest by Adam with Nesterov's momentum, the matrices alone are
/// compared: what updates the rest is tested by itself.
final class MuonReferenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "no_nesterov", "wide", "typical_bfloat16"})
  void muon_agreesWithTorch(String name) {
    JsonNode node = Reference.one("optimizers/torch_muon.json", name);
    JsonNode c = node.get("config");
    Replay.run(
        node,
        MuonConfig.torch(c.get("lr").asDouble())
            .withWeightDecay(c.get("weight_decay").asDouble())
            .withMomentum(c.get("momentum").asDouble())
            .withNesterov(c.get("nesterov").asBoolean())
            .withIterations(c.get("ns_steps").asInt())
            .withScaling(
                c.get("adjust_lr_fn").asText().equals("match_rms_adamw")
                    ? MuonConfig.Scaling.MATCH_RMS
                    : MuonConfig.Scaling.ORIGINAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "no_nesterov", "adaptive", "spectral", "wide"})
  void muon_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_muon.json", name);
    JsonNode c = node.get("config");
    double rate = c.get("learning_rate").asDouble();
    boolean nesterov = c.get("nesterov").asBoolean();
    Replay.run(
        node,
        new MuonConfig(
            rate,
            c.get("beta").asDouble(),
            nesterov,
            true,
            c.get("ns_coeffs").get(0).asDouble() == 2
                ? MuonConfig.Coefficients.CONVERGENT
                : MuonConfig.Coefficients.JORDAN,
            c.get("ns_steps").asInt(),
            c.get("preconditioning").asText().equals("spectral")
                ? MuonConfig.Norm.SPECTRAL
                : MuonConfig.Norm.FROBENIUS,
            c.get("eps").asDouble(),
            c.get("consistent_rms").asDouble(0) == 0.2
                ? MuonConfig.Scaling.MATCH_RMS
                : MuonConfig.Scaling.ORIGINAL,
            false,
            MuonConfig.Kernels.OTHERS,
            c.get("adaptive").asBoolean()
                ? MuonConfig.Adaptive.DUAL_NORM
                : MuonConfig.Adaptive.NONE,
            0.95,
            c.get("weight_decay").asDouble(),
            others(
                nesterov,
                c.get("adam_learning_rate").asDouble(rate),
                c.get("adam_b1").asDouble(),
                c.get("adam_b2").asDouble(),
                c.get("eps").asDouble(),
                true,
                c.get("adam_weight_decay").asDouble())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"default", "typical", "adamuon", "polar_express", "kernel", "kernel_batched"})
  void muon_agreesWithTimm(String name) {
    JsonNode node = Reference.one("optimizers/timm_muon.json", name);
    JsonNode c = node.get("config");
    double rate = c.get("lr").asDouble();
    boolean nesterov = c.get("nesterov").asBoolean();
    Replay.run(
        node,
        new MuonConfig(
            rate,
            c.get("momentum").asDouble(),
            nesterov,
            false,
            c.get("ns_coefficients").asText().equals("quintic")
                ? MuonConfig.Coefficients.VARYING
                : MuonConfig.Coefficients.POLAR_EXPRESS,
            c.get("ns_steps").asInt(),
            MuonConfig.Norm.FROBENIUS,
            c.get("eps").asDouble(),
            c.get("adjust_lr_fn").asText().equals("rms_to_rms")
                ? MuonConfig.Scaling.RMS_TO_RMS
                : MuonConfig.Scaling.MATCH_RMS,
            true,
            c.get("conv_mode").asText().equals("batched")
                ? MuonConfig.Kernels.EACH_POSITION
                : MuonConfig.Kernels.FLATTEN,
            c.get("algo").asText().equals("adamuon")
                ? MuonConfig.Adaptive.SECOND_MOMENT
                : MuonConfig.Adaptive.NONE,
            c.get("betas").get(1).asDouble(),
            c.get("weight_decay").asDouble(),
            others(
                nesterov,
                rate * c.get("fallback_lr_scale").asDouble(),
                c.get("betas").get(0).asDouble(),
                c.get("betas").get(1).asDouble(),
                c.get("eps").asDouble(),
                false,
                c.get("weight_decay").asDouble())));
  }

  private static OptimizerConfig others(
      boolean nesterov,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      boolean ahead,
      double decay) {
    return nesterov
        ? new NAdamWConfig(rate, beta1, beta2, epsilon, ahead, decay)
        : new AdamWConfig(rate, beta1, beta2, epsilon, decay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          torch_muon | default typical no_nesterov wide typical_bfloat16
          optax_muon | default typical no_nesterov adaptive spectral wide
          timm_muon  | default typical adamuon polar_express kernel kernel_batched
          """)
  void cases_areThese(String file, String names) {
    assertThat(Reference.cases("optimizers/" + file + ".json").keySet())
        .isEqualTo(Set.of(names.split(" ", -1)));
  }

  @Test
  void presets_haveTheDefaultsOfTheirSources() {
    MuonConfig own = MuonConfig.of(0.02);
    assertThat(MuonConfig.torch(0.02)).isEqualTo(own.withWeightDecay(0.1));
    assertThat(MuonConfig.optax(0.02).biasCorrection()).isTrue();
    assertThat(MuonConfig.timm(0.02).nesterov()).isFalse();
  }
}

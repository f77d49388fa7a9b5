package dev.descent.optim;

import dev.descent.optim.ReferenceCases.Arguments;
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
    return ReferenceCases.of("torch_asgd")
        .preset(AsgdConfig::of)
        .with(c ->
            new AsgdConfig(
                c.rate(),
                c.number("lambd"),
                c.number("alpha"),
                (long) c.number("t0"),
                c.number("weight_decay")));
  }

  @TestFactory
  Stream<DynamicTest> optimisticGd_agreesWithOptax() {
    return ReferenceCases.of("optax_optimistic_gradient_descent")
        .preset(OptimisticGdConfig::of)
        .with(c -> new OptimisticGdConfig(c.rate(), c.number("alpha"), c.number("beta")));
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
    Arguments c =
        new Arguments(Reference.one("objectives/optax_polyak_sgd.json", name).get("config"));
    double scaling = c.number("scaling");
    ObjectiveReplay.run(
        "optax_polyak_sgd",
        name,
        PolyakSgdConfig.optax(scaling * c.number("max_learning_rate"))
            .withScaling(scaling)
            .withMinimum(c.number("f_min"))
            .withEpsilon(c.number("eps") / scaling)
            .withPositivePart(c.node().get("variant").asText().equals("sps+")));
  }

  @TestFactory
  Stream<DynamicTest> fromage_agreesWithOptax() {
    return ReferenceCases.of("optax_fromage")
        .preset(FromageConfig::of)
        .with(c -> new FromageConfig(c.rate(), c.number("min_norm")));
  }

  @TestFactory
  Stream<DynamicTest> lars_agreesWithOptax() {
    return ReferenceCases.of("optax_lars")
        .preset(LarsConfig::optax)
        .with(c -> {
          boolean decays = c.flag("weight_decay_mask");
          return LarsConfig.optax(c.rate())
              .withMomentum(c.number("momentum"), 0, c.flag("nesterov"))
              .withWeightDecay(decays ? c.number("weight_decay") : 0)
              .withTrustCoefficient(c.number("trust_coefficient"))
              .withEpsilon(c.number("eps"))
              .withAdapt(c.flag("trust_ratio_mask"));
        });
  }

  @TestFactory
  Stream<DynamicTest> lars_agreesWithTimm() {
    return ReferenceCases.of("timm_lars")
        .with(c -> {
          double decay = c.number("weight_decay");
          return LarsConfig.timm(c.rate())
              .withMomentum(c.number("momentum"), c.number("dampening"), c.flag("nesterov"))
              .withWeightDecay(decay)
              .withTrustCoefficient(c.number("trust_coeff"))
              .withEpsilon(c.number("eps"))
              .withClip(c.flag("trust_clip"))
              .withAdapt(decay != 0 || c.flag("always_adapt"));
        });
  }

  @TestFactory
  Stream<DynamicTest> sgdP_agreesWithTimm() {
    return ReferenceCases.of("timm_sgdp")
        .with(c ->
            new SgdPConfig(
                c.rate(),
                c.number("momentum"),
                c.number("dampening"),
                c.flag("nesterov"),
                c.number("weight_decay"),
                c.number("delta"),
                c.number("wd_ratio"),
                c.number("eps")));
  }
}

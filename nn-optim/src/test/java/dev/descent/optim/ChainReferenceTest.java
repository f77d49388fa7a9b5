package dev.descent.optim;

import static dev.descent.optim.TransformCases.cases;

import dev.descent.optim.engine.Optimizer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What optax makes of its building blocks by `chain`, where that is an optimizer here.
final class ChainReferenceTest {
  @TestFactory
  Stream<DynamicTest> scaledGradients_agreeWithOptax() {
    return cases(
        "optax_scale_by",
        Map.of(
            "rss", Optimizer.builder(AdagradConfig.optax(0.1)),
            "stddev",
                Optimizer.builder(
                    RmsPropConfig.optax(0.01)
                        .withDecay(0.8)
                        .withMeans(true, false)
                        .withInitialMeanSquare(0.5)),
            "sign", Optimizer.builder(SignSgdConfig.of(0.01)),
            "trace", Optimizer.builder(SgdConfig.of(0.02).withNesterov(0.8))),
        Map.of());
  }

  @TestFactory
  Stream<DynamicTest> trustRatios_agreeWithOptax() {
    return cases(
        "optax_trust_ratio",
        Map.of(
            "trust_ratio",
            Optimizer.builder(
                LarsConfig.optax(0.05).withMomentum(0, 0, false).withTrustCoefficient(1))),
        Map.of(
            "trust_ratio_min_norm", "no published optimizer has norms of at least 1.5",
            "param_block_norm",
                "no published optimizer multiplies by the norm of the weights alone",
            "param_block_rms", "a part of Adafactor, whose steps are normalized besides"));
  }
}

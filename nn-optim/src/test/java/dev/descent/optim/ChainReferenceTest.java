package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What optax makes of its building blocks by `chain`, where that is an optimizer here.
final class ChainReferenceTest {
  private static Stream<DynamicTest> cases(
      String file, Map<String, OptimizerConfig> configs, Set<String> without) {
    Map<String, JsonNode> cases = Reference.cases("transforms/" + file + ".json");
    Set<String> known = new TreeSet<>(configs.keySet());
    known.addAll(without);
    assertThat(known).as("cases of %s", file).isEqualTo(new TreeSet<>(cases.keySet()));
    return new TreeMap<>(configs)
        .entrySet().stream()
            .map(one ->
                DynamicTest.dynamicTest(
                    file + " " + one.getKey(),
                    () -> {
                      JsonNode node = Reference.one("transforms/" + file + ".json", one.getKey());
                      Reference.run(
                          node,
                          Optimizer.builder(one.getValue())
                              .build(Reference.parameters(node), Map.of()));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> scaledGradients_agreeWithOptax() {
    return cases(
        "optax_scale_by",
        Map.of(
            "rss", AdagradConfig.optax(0.1),
            "stddev",
                RmsPropConfig.optax(0.01)
                    .withDecay(0.8)
                    .withMeans(true, false)
                    .withInitialMeanSquare(0.5),
            "sign", SignSgdConfig.of(0.01),
            "trace", new SgdConfig(0.02, 0.8, 0, true, 0, 0)),
        Set.of());
  }

  /// Not covered: a trust ratio of which both norms are at least 1.5, and gradients multiplied by
  /// the norm or the root mean square of the weights alone. No published optimizer steps so; the
  /// factor by the root mean square is part of Adafactor, whose steps are normalized besides.
  @TestFactory
  Stream<DynamicTest> trustRatios_agreeWithOptax() {
    return cases(
        "optax_trust_ratio",
        Map.of(
            "trust_ratio",
            LarsConfig.optax(0.05).withMomentum(0, 0, false).withTrustCoefficient(1)),
        Set.of("trust_ratio_min_norm", "param_block_norm", "param_block_rms"));
  }
}

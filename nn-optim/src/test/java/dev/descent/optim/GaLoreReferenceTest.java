package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [GaLore] against optax, until the second projection: from there on optax's numbers depend on the
/// signs that its library gives to singular vectors, for the moments of the old ones are kept.
final class GaLoreReferenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"rank_2", "typical", "wide"})
  void galore_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_galore.json", name);
    JsonNode c = node.get("config");
    JsonNode base = c.get("base_optimizer");
    double rate = c.get("learning_rate").asDouble();
    double beta1 = base.isNull() ? 0.9 : base.get("b1").asDouble();
    double beta2 = base.isNull() ? 0.999 : base.get("b2").asDouble();
    double decay = c.get("weight_decay").asDouble();
    Replay.runUntil(
        c.get("update_proj_gap").asInt(),
        node,
        new GaLoreConfig(
            new AdamWConfig(rate, beta1, beta2, 1e-8, decay),
            c.get("rank").asInt(),
            c.get("update_proj_gap").asInt(),
            c.get("scale").asDouble(),
            new AdamWConfig(rate, beta1, beta2, 1e-8, decay)));
  }

  @Test
  void cases_areThese() {
    assertThat(Reference.cases("optimizers/optax_galore.json").keySet())
        .containsExactlyInAnyOrder("rank_2", "typical", "wide");
  }
}

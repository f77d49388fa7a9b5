package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.spi.Schedule;
import org.junit.jupiter.api.Test;

final class SchedulesReferenceTest {
  @Test
  void step_agreesWithTorch() {
    for (JsonNode node : Reference.cases("schedules/torch_steplr.json").values()) {
      JsonNode config = node.get("config");
      check(
          node,
          Schedules.step(
              node.get("base_lr").asDouble(),
              config.get("step_size").asLong(),
              config.get("gamma").asDouble()));
    }
  }

  @Test
  void cosine_agreesWithTorchUpToItsEnd() {
    JsonNode node = Reference.one("schedules/torch_cosineannealinglr.json", "typical");
    JsonNode config = node.get("config");
    Schedule cosine =
        Schedules.cosine(
            node.get("base_lr").asDouble(),
            config.get("eta_min").asDouble(),
            config.get("T_max").asLong());
    double[] expected = Reference.doubles(node.get("values"));
    for (int step = 0; step <= 30; step++) {
      assertThat(cosine.at(step)).isCloseTo(expected[step], within(1e-12 * expected[step]));
    }
    assertThat(cosine.at(31)).as("the end is kept, where torch's rises again").isEqualTo(0.001);
  }

  @Test
  void cosine_agreesWithOptaxBeyondItsEnd() {
    JsonNode node = Reference.one("schedules/optax_cosine_decay_schedule.json", "default");
    JsonNode config = node.get("config");
    check(
        node,
        Schedules.cosine(
            config.get("init_value").asDouble(), 0, config.get("decay_steps").asLong()));
  }

  @Test
  void constant_agreesWithOptax() {
    JsonNode node = Reference.one("schedules/optax_constant_schedule.json", "typical");
    check(node, Schedules.constant(node.get("config").get("value").asDouble()));
  }

  @Test
  void warmupThenConstant_agreesWithOptax() {
    JsonNode node = Reference.one("schedules/optax_warmup_constant_schedule.json", "typical");
    JsonNode config = node.get("config");
    check(
        node,
        Schedules.warmup(
            config.get("init_value").asDouble(),
            config.get("warmup_steps").asLong(),
            Schedules.constant(config.get("peak_value").asDouble())));
  }

  @Test
  void warmupThenCosine_agreesWithOptax() {
    JsonNode node = Reference.one("schedules/optax_warmup_cosine_decay_schedule.json", "typical");
    JsonNode config = node.get("config");
    long warmup = config.get("warmup_steps").asLong();
    double peak = config.get("peak_value").asDouble();
    check(
        node,
        Schedules.warmup(
            warmup, Schedules.cosine(peak, 0, config.get("decay_steps").asLong() - warmup)));
  }

  @Test
  void warmupThenCosine_agreesWithTorchSequential() {
    JsonNode node = Reference.one("schedules/torch_sequentiallr.json", "warmup_then_cosine");
    check(node, Schedules.warmup(0.01, 8, Schedules.cosine(0.1, 0, 32)));
  }

  @Test
  void badArguments_areRefusedByName() {
    assertThatThrownBy(() -> Schedules.cosine(0.1, Double.NaN, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cosine schedule end must be finite, was NaN");
    assertThatThrownBy(() -> Schedules.step(0.1, 0, 0.5))
        .hasMessage("step schedule every must be >= 1, was 0");
    assertThatThrownBy(() -> Schedules.step(0.1, 1, -0.5))
        .hasMessage("step schedule factor must be >= 0, was -0.5");
    assertThatThrownBy(() -> Schedules.warmup(0, Schedules.constant(1)))
        .hasMessage("warm-up schedule steps must be >= 1, was 0");
    assertThatThrownBy(() -> Schedules.constant(Double.POSITIVE_INFINITY))
        .hasMessage("constant schedule value must be finite, was Infinity");
  }

  private static void check(JsonNode node, Schedule schedule) {
    double[] expected = Reference.doubles(node.get("values"));
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.at(step))
          .as("%s at step %d", node.get("name").asText(), step)
          .isCloseTo(expected[step], within(1e-12 * Math.abs(expected[step]) + 1e-17));
    }
  }
}

package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.schedule.Cosine;
import dev.descent.optim.schedule.Exponential;
import dev.descent.optim.schedule.InverseTime;
import dev.descent.optim.schedule.Piecewise;
import dev.descent.optim.schedule.Polynomial;
import dev.descent.optim.schedule.StepDecay;
import dev.descent.optim.schedule.WarmRestarts;
import dev.descent.optim.spi.PerEpoch;
import dev.descent.optim.spi.Schedule;
import dev.descent.optim.spi.Warmup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The schedules of Keras and what they are here, at each of 50 steps (`generate_keras.py`).
final class KerasSchedulesReferenceTest {
  private static final Map<String, Schedule> SCHEDULES =
      Map.ofEntries(
          Map.entry("exponential", new Exponential(0.1, 0.5, 10)),
          Map.entry("exponential_stairs", new StepDecay(0.1, 10, 0.5)),
          // a boundary belongs to the value before it
          Map.entry("piecewise", new Piecewise(0.1, List.of(11L, 21L), List.of(0.5, 0.2))),
          Map.entry("polynomial", new Polynomial(0.1, 0.01, 15, 2, 1, false)),
          Map.entry("polynomial_cycle", new Polynomial(0.1, 0.01, 15, 0.5, 1, true)),
          Map.entry("inverse_time", new InverseTime(0.1, 0.05)),
          Map.entry("inverse_time_stairs", new PerEpoch(new InverseTime(0.1, 0.5), 10)),
          Map.entry("cosine", new Cosine(0.1, 0.01, 30)),
          Map.entry("cosine_warmup", new Warmup(10, new Cosine(0.1, 0.01, 25), 0.02)),
          Map.entry("restarts", new WarmRestarts(0.1, 0.01, 7, 2, 0.5)),
          Map.entry("restarts_alike", new WarmRestarts(0.1, 0, 8, 1, 0.8)));

  @Test
  void values_agreeWithKeras() {
    Map<String, JsonNode> cases = Reference.cases("keras_schedules.json");
    assertThat(SCHEDULES.keySet()).isEqualTo(cases.keySet());
    SCHEDULES.forEach((name, schedule) -> {
      double[] expected = Reference.doubles(cases.get(name).get("values"));
      assertThat(expected).as(name).hasSize(50);
      for (int step = 0; step < expected.length; step++) {
        double bound = 1e-12 * Math.max(Math.abs(expected[step]), 1e-3);
        assertThat(schedule.at(step))
            .as("%s at %d", name, step)
            .isBetween(expected[step] - bound, expected[step] + bound);
      }
    });
  }
}

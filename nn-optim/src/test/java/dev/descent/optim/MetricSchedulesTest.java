package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.schedule.Greedy;
import dev.descent.optim.schedule.Plateau;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.MetricSchedule;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricSchedulesTest {
  @Test
  void plateau_agreesWithTorch() {
    for (JsonNode node : Reference.cases("schedules/torch_reducelronplateau.json").values()) {
      JsonNode c = node.get("config");
      boolean relative = c.get("threshold_mode").asText().equals("rel");
      double threshold = c.get("threshold").asDouble();
      MetricSchedule plateau =
          new Plateau(
              node.get("base_lr").asDouble(),
              c.get("factor").asDouble(),
              c.get("patience").asLong(),
              relative ? threshold : 0,
              relative ? 0 : threshold,
              c.get("cooldown").asLong(),
              c.get("min_lr").asDouble(),
              c.get("eps").asDouble(),
              1,
              c.get("mode").asText().equals("max"));
      double[] metrics = Reference.doubles(node.get("metrics"));
      double[] expected = Reference.doubles(node.get("values"));
      double[] state = plateau.start();
      for (int k = 0; k < expected.length; k++) {
        assertThat(plateau.at(k, state))
            .as("%s, step %d", node.get("name").asText(), k)
            .isCloseTo(expected[k], within(1e-12 * expected[k]));
        plateau.observe(state, metrics[k]);
      }
    }
  }

  @Test
  void plateau_agreesWithOptax() {
    for (JsonNode node : Reference.cases("schedules/optax_reduce_on_plateau.json").values()) {
      JsonNode c = node.get("config");
      MetricSchedule plateau =
          new Plateau(
              1,
              c.get("factor").asDouble(),
              c.get("patience").asLong() - 1,
              c.get("rtol").asDouble(),
              c.get("atol").asDouble(),
              c.get("cooldown").asLong(),
              c.get("min_scale").asDouble(),
              0,
              c.get("accumulation_size").asLong(),
              false);
      double[] metrics = Reference.doubles(node.get("metrics"));
      double[] expected = Reference.doubles(node.get("values"));
      double[] state = plateau.start();
      for (int k = 0; k < expected.length; k++) {
        plateau.observe(state, metrics[k]);
        assertThat(plateau.at(k, state))
            .as("%s, step %d", node.get("name").asText(), k)
            .isCloseTo(expected[k], within(1e-6 * expected[k]));
      }
    }
  }

  @Test
  void plateau_timesASchedule_isTheProduct() {
    MetricSchedule both = new Plateau(1).times(Schedules.linear(1, 0, 10));
    assertThat(both.at(5, both.start())).isEqualTo(0.5);
    assertThat(both.names()).hasSameSizeAs(both.start());
  }

  @Test
  void greedy_risesWhileBetterAndFallsWhileNot() {
    Greedy greedy = new Greedy(0.5, 0.5, 1, 0.1, 1, 2, 0.2, 1, 1);
    double[] metrics = {5, 4, 3, 3, 2.5, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    String what =
        "good, rise, pause, pause, good, rise to 1, pause, pause, good, bad, fall, pause, bad,"
            + " fall, pause";
    double[] expected = {0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25};
    assertThat(values(greedy, metrics)).as(what).containsExactly(expected);
  }

  @Test
  void greedy_outsideOfItsBounds_isRefused() {
    assertThatThrownBy(() -> new Greedy(1e-4))
        .hasMessage("greedy initial must be in [minimum, maximum], was 1.0E-4");
  }

  @Test
  void greedy_withAWindow_seesMeans() {
    Greedy greedy = new Greedy(1, 0.5, 0, 0, 0, 0, 0.1, 4, 2);
    assertThat(values(greedy, 4, 2, 4, 0)).containsExactly(2, 4, 2, 4);
    assertThat(greedy.names()).containsSequence("count", "recent0", "recent1");
    assertThat(greedy.start()).hasSameSizeAs(greedy.names().toArray());
  }

  private static double[] values(MetricSchedule schedule, double... metrics) {
    double[] state = schedule.start();
    return Arrays.stream(metrics)
        .map(metric -> {
          schedule.observe(state, metric);
          return schedule.at(0, state);
        })
        .toArray();
  }

  private static final Plateau QUICK = new Plateau(1, 0.5, 0, 0, 0, 0, 0, 0, 1, false);

  private static OptimizerBuilder builder() {
    return Optimizer.builder(SgdConfig.of(1)).schedule("learningRate", QUICK);
  }

  private static Optimizer build(OptimizerBuilder builder) {
    return builder.build(Map.of("w", Shape.of(1)), Map.of());
  }

  private static float step(Optimizer optimizer) {
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    gradient[0] = 1;
    optimizer.step(weights, new Gradient(gradient));
    return weights[0];
  }

  @Test
  void optimizer_thatObserves_stepsByWhatTheMetricLeaves() {
    OptimizerBuilder builder = builder();
    Optimizer optimizer = build(builder);
    assertThat(optimizer.observes()).isTrue();
    optimizer.observe(1);
    assertThat(step(optimizer)).isEqualTo(-1);
    optimizer.observe(1);
    assertThat(step(optimizer)).isEqualTo(-0.5f);
    assertThat(step(build(builder))).as("another one has seen nothing").isEqualTo(-1);
    assertThat(optimizer).hasToString(build(builder).toString());
    assertThatThrownBy(() -> optimizer.observe(Double.NaN))
        .hasMessage("an observed metric must be a number, was NaN");
  }

  @Test
  void state_ofASchedule_isSavedByName() {
    Optimizer optimizer = build(builder());
    optimizer.observe(3);
    optimizer.observe(4);
    step(optimizer);
    OptimizerState state = optimizer.state();
    assertThat(state.scalars())
        .containsEntry("schedule learningRate/value", 0.5)
        .containsEntry("schedule learningRate/best", 3.0);
    Optimizer again = build(builder());
    again.restore(state);
    assertThat(step(again)).isEqualTo(-0.5f);
    again.observe(2);
    assertThat(step(again)).as("better than what was saved").isEqualTo(-0.5f);
    assertThatThrownBy(() -> build(Optimizer.builder(SgdConfig.of(1))).restore(state))
        .hasMessageContaining("scalar 'schedule learningRate/value' belongs to nothing here");
  }
}

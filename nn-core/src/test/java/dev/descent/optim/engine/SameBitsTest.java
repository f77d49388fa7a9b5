package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Threads change no bit, and a steady state allocates nothing.
final class SameBitsTest {
  private static final Map<String, Shape> LARGE = new LinkedHashMap<>();

  static {
    LARGE.put("0.weight", Shape.of(301, 209));
    LARGE.put("0.bias", Shape.of(301));
    LARGE.put("1.weight", Shape.of(31, 301));
    LARGE.put("1.bias", Shape.of(31));
  }

  @Test
  void threads_oneTwoAndThree_giveTheSameBits() {
    for (OptimizerConfig config : TransactionTest.configs()) {
      float[] one = train(config, Team.single());
      for (int threads = 2; threads <= 3; threads++) {
        try (Team team = Team.of(threads)) {
          Fixture.assertSameBits(train(config, team), one);
        }
      }
    }
  }

  @Test
  void manyFirstSteps_withThreeThreads_giveTheSameBits() {
    OptimizerConfig config = new Trust(0.1, 0.1);
    float[] one = train(config, Team.single());
    try (Team team = Team.of(3)) {
      for (int i = 0; i < 60; i++) {
        Fixture.assertSameBits(train(config, team), one);
      }
    }
  }

  private static float[] train(OptimizerConfig config, Team team) {
    Optimizer optimizer =
        Optimizer.builder(config).clipByGlobalNorm(1).team(team).build(LARGE, Map.of());
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    return weights;
  }

  @Test
  void steadyState_inAJvmOfItsOwn_allocatesOnlyTheRecordOfAMovingSchedule() throws Exception {
    String output =
        PlugIn.java(
            List.of("-cp", System.getProperty("java.class.path"), SteadyState.class.getName()));
    assertThat(output).contains("momentum 0\n", "moments 0\n", "trust 0\n", "orthogonal 0\n");
    assertThat(output).contains("brief-momentum 0\n", "brief-moments 0\n", "brief-descending 0\n");
    assertThat(output)
        .contains("averaged 0\n", "masked 0\n", "curvature 0\n", "many 0\n", "moving 5600\n");
  }
}

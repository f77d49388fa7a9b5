package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Threads change no bit, and a steady state allocates nothing.
final class SameBitsTest {
  private static final Map<String, Shape> LARGE = new LinkedHashMap<>();

  static {
    LARGE.put("0.weight", Shape.of(301, 257));
    LARGE.put("0.bias", Shape.of(301));
    LARGE.put("1.weight", Shape.of(97, 301));
    LARGE.put("1.bias", Shape.of(97));
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

  private static float[] train(OptimizerConfig config, Team team) {
    Optimizer optimizer =
        Optimizer.builder(config).clipByGlobalNorm(1).team(team).build(LARGE, Map.of());
    float[] weights = Fixture.normal(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 3);
    return weights;
  }

  @Test
  void steadyState_constantHyperParameters_allocatesNothing() {
    for (OptimizerConfig config : TransactionTest.configs()) {
      if (config instanceof LineSearch || config instanceof Factored) {
        continue; // they make slots by name in the step, or box: the rules' own doing
      }
      Optimizer optimizer = Fixture.small(Optimizer.builder(config).clipByGlobalNorm(1));
      assertThat(allocated(optimizer, 0)).as(config.toString()).isZero();
    }
  }

  @Test
  void steadyState_movingSchedule_allocatesOneRecord() {
    Optimizer optimizer =
        Fixture.small(
            Optimizer.builder(Moments.of(0.1)).schedule("learningRate", step -> 1.0 / (1 + step)));
    assertThat(allocated(optimizer, 56 * 100)).isLessThanOrEqualTo(56 * 100);
  }

  /// Returns the bytes of a hundred steps after warm-up; the least of some attempts, for the
  /// compiler's sake.
  private static long allocated(Optimizer optimizer, long enough) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] weights = Fixture.normal(optimizer.layout(), 1);
    Gradient gradient =
        new Gradient(Fixture.normal(optimizer.layout(), 2)).loss(1).objective(Fixture.bowl());
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 2000 && least > enough; attempt++) {
      for (int i = 0; i < 300; i++) {
        optimizer.step(weights, gradient);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        optimizer.step(weights, gradient);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}

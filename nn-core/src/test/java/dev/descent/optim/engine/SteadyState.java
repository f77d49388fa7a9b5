package dev.descent.optim.engine;

import com.sun.management.ThreadMXBean;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// Prints the bytes that a hundred steps allocate after warm-up. A program of its own, because what
/// the JIT makes of code depends on what ran before.
final class SteadyState {
  private static final int STEPS = 100;

  private SteadyState() {}

  public static void main(String[] arguments) {
    List<OptimizerConfig> configs =
        List.of(
            Momentum.plain(0.1),
            Moments.of(0.1).withWeightDecay(0.1),
            new Trust(0.1, 0.1),
            new Orthogonal(),
            new Averaged(new Trust(0.1, 0.1), 0.9),
            new Masked(Moments.of(0.1).withWeightDecay(0.1)),
            new Curvature());
    for (OptimizerConfig config : configs) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(config).clipByGlobalNorm(1));
      print(config.hyperParameters().name(), allocated(optimizer, 0));
    }
    for (OptimizerConfig config :
        List.of(Momentum.plain(0.1), Moments.of(0.1), Descending.of(0.1, 0, true))) {
      Optimizer brief = Fixture.small(Optimizer.builder(config));
      print("brief-" + config.hyperParameters().name(), allocated(brief, 0));
    }
    Optimizer many =
        Optimizer.builder(Descending.of(0.1, 0.1, true))
            .build(Map.of("w", Shape.of(40_000)), Map.of());
    print("many", allocated(many, 0));
    OptimizerBuilder moving =
        Optimizer.builder(Moments.of(0.1)).schedule("learningRate", step -> 1.0 / (1 + step));
    print("moving", allocated(Fixture.small(moving), 56 * STEPS));
  }

  @SuppressWarnings("SystemOut") // the test reads it
  private static void print(String name, long bytes) {
    System.out.println(name + " " + bytes);
  }

  /// Returns the least that a hundred steps have allocated, once it is little enough.
  private static long allocated(Optimizer optimizer, long enough) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Gradient gradient =
        new Gradient(Fixture.numbers(optimizer.layout(), 2)).loss(1).objective(Fixture.bowl());
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 2000 && least > enough; attempt++) {
      for (int i = 0; i < 3 * STEPS; i++) {
        optimizer.step(weights, gradient);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < STEPS; i++) {
        optimizer.step(weights, gradient);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}

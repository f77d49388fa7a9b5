package dev.descent.benchmarks;

import dev.descent.optim.AdagradConfig;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.LionConfig;
import dev.descent.optim.RmsPropConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// One update of 25 million weights in one tensor, the gradient's finiteness check included.
final class OptStep {
  private static final int SIZE = 25_000_000;

  private OptStep() {}

  static void run(Timing timing) {
    float[] weights = normal(1, 0.02f);
    float[] values = normal(2, 0.01f);
    try (Team team = Team.of(timing.threads())) {
      configs()
          .forEach((name, config) -> {
            Optimizer optimizer =
                Optimizer.builder(config)
                    .team(team)
                    .build(Map.of("weight", Shape.of(SIZE)), Map.of());
            Gradient gradient = new Gradient(values);
            double[] nanos = timing.nanos(() -> optimizer.step(weights, gradient));
            timing.line("opt-step", name + "_ms", Timing.median(nanos) * 1e-6);
            timing.line("opt-step", name + "_ms_best", nanos[0] * 1e-6);
          });
    }
  }

  private static Map<String, OptimizerConfig> configs() {
    Map<String, OptimizerConfig> configs = new LinkedHashMap<>();
    configs.put("sgd", SgdConfig.of(1e-3));
    configs.put("sgdm", SgdConfig.of(1e-3).withMomentum(0.9));
    configs.put("adam", AdamConfig.of(1e-3));
    configs.put("adamw", AdamWConfig.of(1e-3).withWeightDecay(0.01));
    configs.put("rmsprop", RmsPropConfig.of(1e-3));
    configs.put("adagrad", AdagradConfig.of(1e-3));
    configs.put("lion", LionConfig.of(1e-3));
    return configs;
  }

  /// An array as long as the optimizer's layout of one tensor, whose padding is 0.
  private static float[] normal(long seed, float deviation) {
    int padded =
        Optimizer.builder(SgdConfig.of(1e-3))
            .build(Map.of("weight", Shape.of(SIZE)), Map.of())
            .layout()
            .size();
    float[] values = new float[padded];
    long key = Keys.of(seed);
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) Keys.normal(key, i) * deviation;
    }
    return values;
  }
}

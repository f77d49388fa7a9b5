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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// One update of 25 million weights in one tensor, beside what the memory takes for the least
/// bytes: each of weights, gradient and slots read once, weights and slots written once.
///
/// `adam_ms` checks the gradient first, so reads it twice; `adam_given_ms` has its largest
/// magnitude and norm from the caller; `adam_clipped_ms` is clipped by a norm that it computes, and
/// reading the gradient twice is in its least; `adam_small_ms` is `adam_ms` with the weights in
/// 1000 tensors and two groups. `times_traffic` is how often each time holds that of the least
/// bytes at the speed of [Bandwidth#update] on the same weights and gradient, run in turn.
final class OptStep {
  private static final int SIZE = 25_000_000;
  private static final int TENSORS = 1000;

  private OptStep() {}

  static void run(Timing timing) {
    float[] weights = normal(1, 0.02f);
    float[] values = normal(2, 0.01f);
    try (Team team = Team.of(timing.threads())) {
      configs()
          .forEach((name, config) -> {
            Map<String, Shape> one = Map.of("weight", Shape.of(SIZE));
            Optimizer optimizer = Optimizer.builder(config).team(team).build(one, Map.of());
            Optimizer clipping =
                Optimizer.builder(config).team(team).clipByGlobalNorm(1).build(one, Map.of());
            Optimizer small =
                Optimizer.builder(config)
                    .team(team)
                    .group("*.bias", config)
                    .build(tensors(), Map.of());
            Gradient gradient = new Gradient(values);
            Gradient given =
                new Gradient(values).norms(new double[] {SIZE * 1e-4}, new float[] {0.1f});
            float[] smallWeights = Arrays.copyOf(weights, small.layout().size());
            Gradient smallGradient = new Gradient(Arrays.copyOf(values, small.layout().size()));
            double[][] nanos =
                timing.inTurn(
                    () -> optimizer.step(weights, gradient),
                    () -> optimizer.step(weights, given),
                    () -> clipping.step(weights, gradient),
                    () -> small.step(smallWeights, smallGradient),
                    () -> Bandwidth.update(team, weights, values));
            double least = SIZE * bytes(name);
            lines(timing, name, "", nanos[0], nanos[4], least);
            lines(timing, name, "_given", nanos[1], nanos[4], least);
            lines(timing, name, "_clipped", nanos[2], nanos[4], least + SIZE * 4.0);
            lines(timing, name, "_small", nanos[3], nanos[4], least);
          });
    }
  }

  /// The same in a JVM in which each optimizer has trained a tiny network before.
  static void afterTiny(Timing timing) {
    Workload xor = Workload.of("mlp-xor");
    for (OptimizerConfig config : configs().values()) {
      Workloads tiny = new Workloads(xor.with(config), Team.single());
      for (int i = 0; i < 200_000; i++) {
        tiny.step();
      }
    }
    run(timing);
  }

  private static Map<String, Shape> tensors() {
    Map<String, Shape> tensors = new LinkedHashMap<>();
    for (int i = 0; i < TENSORS; i++) {
      tensors.put(i + (i % 2 == 0 ? ".weight" : ".bias"), Shape.of(SIZE / TENSORS));
    }
    return tensors;
  }

  private static void lines(
      Timing timing, String name, String kind, double[] nanos, double[] update, double least) {
    double[] ratios = new double[nanos.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = nanos[i] / (Bandwidth.perByte(update[i]) * least);
    }
    Arrays.sort(nanos);
    Arrays.sort(ratios);
    timing.line("opt-step", name + kind + "_ms", Timing.median(nanos) * 1e-6);
    timing.line("opt-step", name + kind + "_ms_best", nanos[0] * 1e-6);
    timing.line("opt-step", name + kind + "_times_traffic", Timing.median(ratios));
  }

  /// The least bytes of a weight: 12 for weights and gradient, 8 for each slot.
  private static int bytes(String name) {
    return switch (name) {
      case "sgd" -> 12;
      case "adam", "adamw" -> 28;
      default -> 20;
    };
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

package dev.descent.benchmarks;

import dev.descent.parallel.Team;

/// Matrix products C = A·B in GFLOP/s (2mkn): squares and the shapes m x k x n of training.
final class GemmBench {
  private static final int[][] SHAPES = {
    {64, 64, 64},
    {128, 128, 128},
    {256, 256, 256},
    {512, 512, 512},
    {1024, 1024, 1024},
    {2048, 2048, 2048},
    {128, 784, 512},
    {32, 64, 128},
    {256, 4096, 4096}
  };

  private GemmBench() {}

  static void run(Timing timing) {
    try (Team team = Team.of(timing.threads())) {
      for (int[] shape : SHAPES) {
        String name = "m%dk%dn%d".formatted(shape[0], shape[1], shape[2]);
        GemmShape product = GemmShape.of(name, "plain");
        double[] nanos = timing.nanos(() -> product.multiply(team));
        String metric = "%dx%dx%d_gflops".formatted(shape[0], shape[1], shape[2]);
        timing.rate("gemm", metric, product.flops() * 1e-9, nanos);
      }
    }
  }
}

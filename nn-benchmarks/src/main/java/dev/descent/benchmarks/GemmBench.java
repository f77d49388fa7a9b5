package dev.descent.benchmarks;

import dev.descent.parallel.Team;
import dev.descent.runtime.KernelReport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// Measures matrix products and prints `workload,system,threads,metric,value` lines;
/// `peers/gemm_torch.py` prints the same lines for PyTorch.
///
/// ```
/// mvn -q -pl nn-benchmarks -am -DskipTests package
/// java --add-modules jdk.incubator.vector -cp 'nn-benchmarks/target/classes:nn-core/target/classes' \
///   dev.descent.benchmarks.GemmBench 1 0.5 m128k784n512 square512
/// ```
///
/// Arguments: threads, seconds per product, shapes (none: those of the workloads). `gflops` is the
/// median over calls, `gflops_best` the fastest. `gflops_cpu` (one thread) is the fastest by the
/// thread's own processor time: on a busy machine the only figure that means something.
public final class GemmBench {
  private static final String[] SHAPES = {
    "m32k64n128", "m32k128n64", "m32k64n10", "m128k784n512", "m128k512n256", "m128k256n10",
    "m256k1024n4096", "m256k4096n4096", "m256k4096n1024", "square64", "square128", "square256",
    "square512", "square1024", "square2048"
  };
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private GemmBench() {}

  /// Runs the measurements.
  public static void main(String[] arguments) {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.5;
    String[] shapes =
        arguments.length > 2 ? Arrays.copyOfRange(arguments, 2, arguments.length) : SHAPES;
    print("# " + KernelReport.description());
    try (Team team = Team.of(threads)) {
      warmUp(team);
      for (String shape : shapes) {
        if (shape.startsWith("square")) {
          String size = shape.substring(6);
          measure(team, shape, "m" + size + "k" + size + "n" + size, "plain", seconds);
        } else {
          for (String kind : new String[] {"forward", "weights", "inputs"}) {
            measure(team, shape + "-" + kind, shape, kind, seconds);
          }
        }
      }
    }
  }

  private static void warmUp(Team team) {
    long end = System.nanoTime() + 3_000_000_000L;
    while (System.nanoTime() < end) {
      for (String kind : new String[] {"forward", "weights", "inputs"}) {
        GemmShape shape = GemmShape.of("m40k24n80", kind);
        for (int i = 0; i < 100; i++) {
          shape.multiply(team);
        }
      }
    }
  }

  private static void measure(
      Team team, String workload, String name, String kind, double seconds) {
    GemmShape shape = GemmShape.of(name, kind);
    int calls = (int) Math.max(1, 4e7 / shape.flops());
    double[] wall = new double[100_000];
    double cpu = Double.MAX_VALUE;
    int count = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      long processor = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        shape.multiply(team);
      }
      wall[count++] = (System.nanoTime() - start) / (double) calls;
      cpu = Math.min(cpu, (THREADS.getCurrentThreadCpuTime() - processor) / (double) calls);
    } while (count < wall.length && (System.nanoTime() < end || count < 5));
    Arrays.sort(wall, 0, count);
    line(workload, team, "gflops", shape.flops() / wall[count / 2]);
    line(workload, team, "gflops_best", shape.flops() / wall[0]);
    if (team.threads() == 1) {
      line(workload, team, "gflops_cpu", shape.flops() / cpu);
    }
  }

  private static void line(String workload, Team team, String metric, double value) {
    print("%s,descent,%d,%s,%.1f".formatted(workload, team.threads(), metric, value));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}

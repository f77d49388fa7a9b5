package dev.descent.benchmarks;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Program;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/// End-to-end training steps under the rules of the peers' programs: a step is forward, loss,
/// backward and update on batches in memory that take turns. Prints
/// `workload,system,threads,metric,value` lines: the median and the best of repeats after warm-up,
/// by wall clock, and for one thread by the time the processor gave it (`cpu_...`), which other
/// load on the machine disturbs less.
///
/// ```
/// java --add-modules jdk.incubator.vector -cp ... dev.descent.benchmarks.Workloads mlp-small 1
/// ```
///
/// Properties: `reps` (7), `seconds` of a repeat (0.5), `warm` seconds (3), both of this thread's
/// processor time.
public final class Workloads {
  private static final int REPEATS = Integer.getInteger("reps", 7);
  private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "0.5"));
  private static final double WARM = Double.parseDouble(System.getProperty("warm", "3"));

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Workload workload;
  private final int threads;
  private final Program program;
  private final Optimizer optimizer;
  private final Gradient gradient;
  private final float[] weights;
  private final float[] states;
  private final Batch[] batches;
  private long step;
  private float loss;

  private Workloads(Workload workload, Team team) {
    this.workload = workload;
    this.threads = team.threads();
    Model model = Model.of(workload.network(), workload.types());
    this.optimizer =
        Optimizer.builder(workload.optimizer())
            .team(team)
            .build(model.parameters(), model.aliases());
    this.program = model.training(optimizer.layout(), workload.types(), team);
    this.weights = model.initialParameters(optimizer.layout(), 0);
    this.states = model.initialStates();
    this.gradient = new Gradient(program.gradient());
    this.batches = workload.batches().toArray(new Batch[0]);
  }

  /// Runs one workload.
  ///
  /// @param arguments the workload's name and the number of threads
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: Workloads %s THREADS".formatted(Workload.NAMES));
      System.exit(2);
    }
    try (Team team = Team.of(Integer.parseInt(arguments[1]))) {
      new Workloads(Workload.of(arguments[0]), team).measure();
    }
  }

  private void measure() {
    long count = 1;
    long start = CLOCK.getCurrentThreadCpuTime();
    long before = start;
    while (before - start < WARM * 1e9) {
      steps(count);
      long now = CLOCK.getCurrentThreadCpuTime();
      if (now - before < 5_000_000) {
        count *= 2;
      }
      before = now;
    }
    double[] wall = new double[REPEATS];
    double[] cpu = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long done = 0;
      long from = System.nanoTime();
      long cpuFrom = CLOCK.getCurrentThreadCpuTime();
      long taken = 0;
      while (taken < SECONDS * 1e9) {
        steps(count);
        done += count;
        taken = CLOCK.getCurrentThreadCpuTime() - cpuFrom;
      }
      wall[i] = (System.nanoTime() - from) / (double) done;
      cpu[i] = taken / (double) done;
    }
    if (!Float.isFinite(loss)) {
      throw new IllegalStateException("loss must stay finite, was " + loss);
    }
    print("", wall);
    if (threads == 1) {
      print("cpu_", cpu);
    }
  }

  private void steps(long count) {
    for (long i = 0; i < count; i++) {
      Batch batch = batches[(int) (step % batches.length)];
      loss = program.run(weights, states, batch, Keys.fold(0L, step));
      gradient.loss(loss).norms(program.gradientSumSquares(), program.gradientMaxAbs());
      optimizer.step(weights, gradient);
      step++;
    }
  }

  private void print(String prefix, double[] nanos) {
    Arrays.sort(nanos);
    double median = nanos[nanos.length / 2];
    String unit = prefix + workload.unit() + "_per_s";
    line(unit, workload.items() * 1e9 / median);
    line(unit + "_best", workload.items() * 1e9 / nanos[0]);
    line(prefix + "us_per_step", median * 1e-3);
    line(prefix + "gflops", program.plan().flops() / median);
  }

  private void line(String metric, double value) {
    System.out.println(
        String.format(
            Locale.ROOT, "%s,descent,%d,%s,%.6g", workload.name(), threads, metric, value));
  }
}

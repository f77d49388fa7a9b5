package dev.descent.benchmarks;

import dev.descent.parallel.Team;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/// What threads bring: everything that is compared takes turns in one JVM, in rounds, because a
/// virtual machine's speed changes from minute to minute. The shortest steps are those that nothing
/// else has disturbed.
final class ThreadsBench {
  private final Workload workload;
  private final Timing timing;

  private ThreadsBench(Workload workload, Timing timing) {
    this.workload = workload;
    this.timing = timing;
  }

  /// One thread, a team, and as many trainers of one thread as the team has, side by side: the last
  /// is what the machine can do.
  static void scaling(Workload workload, Timing timing) {
    new ThreadsBench(workload, timing).scaling();
  }

  private void scaling() {
    int threads = timing.threads();
    try (Team team = Team.of(threads)) {
      Workloads one = new Workloads(workload, Team.single());
      Workloads many = new Workloads(workload, team);
      Workloads[] alone = new Workloads[threads];
      Arrays.setAll(alone, i -> i == 0 ? one : new Workloads(workload, Team.single()));
      warm(many);
      warm(one);
      double[][] rates = new double[3][timing.repeats()];
      for (int round = 0; round < timing.repeats(); round++) {
        rates[0][round] = rate(one);
        rates[1][round] = rate(many);
        rates[2][round] = rate(alone);
      }
      print("one_thread", rates[0]);
      print("team", rates[1]);
      print("side_by_side", rates[2]);
      ratio("team_times_one", rates[1], rates[0]);
      ratio("side_by_side_times_one", rates[2], rates[0]);
      timing.line(workload.mlp().name(), "one_thread_shortest_step_us", one.shortest() * 1e-3);
      timing.line(workload.mlp().name(), "team_shortest_step_us", many.shortest() * 1e-3);
      timing.line(workload.mlp().name(), "shortest_one_by_team", one.shortest() / many.shortest());
      one.printProfile();
      many.printProfile();
    }
  }

  /// Two trainers, each with a team, at once and one after the other; then the same of one thread.
  static void trainers(Workload workload, Timing timing) {
    new ThreadsBench(workload, timing).trainers();
  }

  private void trainers() {
    try (Team first = Team.of(timing.threads());
        Team second = Team.of(timing.threads())) {
      Workloads a = new Workloads(workload, first);
      Workloads b = new Workloads(workload, second);
      warm(a);
      warm(b);
      double[][] rates = new double[2][timing.repeats()];
      for (int round = 0; round < timing.repeats(); round++) {
        rates[0][round] = 2 / (1 / rate(a) + 1 / rate(b));
        rates[1][round] = rate(a, b);
      }
      print("one_after_the_other", rates[0]);
      print("at_once", rates[1]);
      ratio("at_once_times_one_after_the_other", rates[1], rates[0]);
    }
  }

  /// One thread and a team, with and without a thread beside them that never rests.
  static void beside(Workload workload, Timing timing) {
    new ThreadsBench(workload, timing).beside();
  }

  private void beside() {
    try (Team team = Team.of(timing.threads())) {
      Workloads one = new Workloads(workload, Team.single());
      Workloads many = new Workloads(workload, team);
      warm(many);
      warm(one);
      double[][] rates = new double[4][timing.repeats()];
      for (int round = 0; round < timing.repeats(); round++) {
        rates[0][round] = rate(one);
        rates[1][round] = rate(many);
        try (Busy _ = new Busy()) {
          rates[2][round] = rate(one);
          rates[3][round] = rate(many);
        }
      }
      print("one_thread", rates[0]);
      print("team", rates[1]);
      print("one_thread_beside_busy", rates[2]);
      print("team_beside_busy", rates[3]);
      ratio("team_times_one", rates[1], rates[0]);
      ratio("team_times_one_beside_busy", rates[3], rates[2]);
    }
  }

  private void warm(Workloads steps) {
    long end = System.nanoTime() + (long) (timing.warm() * 0.5e9);
    do {
      steps.step();
    } while (System.nanoTime() < end);
  }

  /// Items a second of trainers that run at once.
  private double rate(Workloads... trainers) {
    double[] rates = new double[trainers.length];
    CyclicBarrier start = new CyclicBarrier(trainers.length);
    Thread[] threads = new Thread[trainers.length];
    for (int i = 1; i < threads.length; i++) {
      int index = i;
      threads[i] = new Thread(() -> rates[index] = rate(trainers[index], start));
      threads[i].start();
    }
    rates[0] = rate(trainers[0], start);
    try {
      for (int i = 1; i < threads.length; i++) {
        threads[i].join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while it was timed", e);
    }
    return Arrays.stream(rates).sum();
  }

  private double rate(Workloads steps, CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("interrupted while it was timed", e);
    }
    long done = 0;
    long from = System.nanoTime();
    long taken = 0;
    do {
      steps.step();
      done++;
      long now = System.nanoTime() - from;
      steps.took(now - taken);
      taken = now;
    } while (taken < timing.seconds() * 1e9);
    return done * workload.mlp().rows() * 1e9 / taken;
  }

  private void print(String metric, double[] rates) {
    double[] ascending = rates.clone();
    Arrays.sort(ascending);
    timing.line(workload.mlp().name(), metric, Timing.median(ascending));
    timing.line(workload.mlp().name(), metric + "_best", ascending[ascending.length - 1]);
  }

  /// Prints the median of the rounds' ratios, and the rounds.
  private void ratio(String metric, double[] over, double[] under) {
    double[] ratios = new double[over.length];
    StringBuilder rounds = new StringBuilder();
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = over[i] / under[i];
      rounds.append(String.format(Locale.ROOT, " %.2f", ratios[i]));
    }
    Arrays.sort(ratios);
    timing.line(workload.mlp().name(), metric, Timing.median(ratios));
    System.out.println("# " + metric + rounds);
  }

  /// A thread that counts until it is closed.
  private static final class Busy implements AutoCloseable {
    private final Thread thread = new Thread(this::count);
    private volatile boolean closed;

    Busy() {
      thread.setDaemon(true);
      thread.start();
    }

    private void count() {
      while (!closed) {
        // nothing but time
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}

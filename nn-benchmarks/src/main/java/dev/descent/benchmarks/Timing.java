package dev.descent.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/// How long something is timed, and the lines that say what came out. The peers of the JVM are
/// timed by it too.
///
/// @param system what is timed
/// @param threads threads of the team
/// @param repeats repeats, of which the median and the best count
/// @param seconds length of a repeat
/// @param warm seconds of warm-up before the first repeat
public record Timing(String system, int threads, int repeats, double seconds, double warm) {
  /// Reads the arguments of a peer's program: workload, threads, seconds, repeats and warm-up.
  public static Timing of(String system, String[] arguments) {
    return new Timing(
        system,
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[3]),
        Double.parseDouble(arguments[2]),
        Double.parseDouble(arguments[4]));
  }

  /// Returns the nanoseconds that one call takes, for each repeat, in ascending order.
  public double[] nanos(Runnable call) {
    double[] nanos = inTurn(call)[0];
    Arrays.sort(nanos);
    return nanos;
  }

  /// Returns the nanoseconds that each of the calls takes, for each repeat: a repeat runs one after
  /// the other, so that a slow time of the machine meets all of them.
  double[][] inTurn(Runnable... calls) {
    long[] counts = new long[calls.length];
    for (int i = 0; i < calls.length; i++) {
      counts[i] = warmUp(calls[i]);
    }
    double[][] nanos = new double[calls.length][repeats];
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int i = 0; i < calls.length; i++) {
        nanos[i][repeat] = timed(calls[i], counts[i]);
      }
    }
    return nanos;
  }

  /// Returns how many calls take some milliseconds.
  private long warmUp(Runnable call) {
    long count = 1;
    long start = System.nanoTime();
    long before = start;
    do {
      repeat(call, count);
      long now = System.nanoTime();
      if (now - before < 5_000_000) {
        count *= 2;
      }
      before = now;
    } while (before - start < warm * 1e9);
    return count;
  }

  private double timed(Runnable call, long count) {
    long done = 0;
    long from = System.nanoTime();
    long taken;
    do {
      repeat(call, count);
      done += count;
      taken = System.nanoTime() - from;
    } while (taken < seconds * 1e9);
    return taken / (double) done;
  }

  private static void repeat(Runnable call, long count) {
    for (long i = 0; i < count; i++) {
      call.run();
    }
  }

  /// Returns the middle of numbers in ascending order.
  public static double median(double[] ascending) {
    return ascending[ascending.length / 2];
  }

  /// Takes the first steps and prints their losses, in which all systems must agree.
  ///
  /// @param step returns the loss before its update
  public void check(String workload, DoubleSupplier step) {
    for (int i = 1; i <= 5; i++) {
      double loss = step.getAsDouble();
      if (i == 1 || i == 2 || i == 5) {
        line(workload, "loss_" + i, loss);
      }
    }
  }

  /// Prints one line.
  public void line(String workload, String metric, double value) {
    System.out.println(
        String.format(Locale.ROOT, "%s,%s,%d,%s,%.6g", workload, system, threads, metric, value));
  }

  /// Prints the rate of a workload and the microseconds of a step.
  public void rates(Mlp mlp, double[] nanos) {
    rate(mlp.name(), mlp.unit() + "_per_s", mlp.rows(), nanos);
    line(mlp.name(), "us_per_step", median(nanos) * 1e-3);
  }

  /// Prints a rate, which grows as time shrinks: of the median and of the best repeat.
  ///
  /// @param amount what one call handles
  public void rate(String workload, String metric, double amount, double[] nanos) {
    line(workload, metric, amount * 1e9 / median(nanos));
    line(workload, metric + "_best", amount * 1e9 / nanos[0]);
  }
}

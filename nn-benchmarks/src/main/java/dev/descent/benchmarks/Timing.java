package dev.descent.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// How long something is timed, and the lines that say what came out.
///
/// @param threads threads of the team
/// @param repeats repeats, of which the median and the best count
/// @param seconds length of a repeat
/// @param warm seconds of warm-up before the first repeat
record Timing(int threads, int repeats, double seconds, double warm) {
  /// Returns the nanoseconds that one call takes, for each repeat, in ascending order.
  double[] nanos(Runnable call) {
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
    double[] nanos = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long done = 0;
      long from = System.nanoTime();
      long taken;
      do {
        repeat(call, count);
        done += count;
        taken = System.nanoTime() - from;
      } while (taken < seconds * 1e9);
      nanos[i] = taken / (double) done;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static void repeat(Runnable call, long count) {
    for (long i = 0; i < count; i++) {
      call.run();
    }
  }

  static double median(double[] ascending) {
    return ascending[ascending.length / 2];
  }

  /// Prints one line.
  void line(String workload, String metric, double value) {
    System.out.println(
        String.format(Locale.ROOT, "%s,descent,%d,%s,%.6g", workload, threads, metric, value));
  }

  /// Prints a rate, which grows as time shrinks: of the median and of the best repeat.
  ///
  /// @param amount what one call handles
  void rate(String workload, String metric, double amount, double[] nanos) {
    line(workload, metric, amount * 1e9 / median(nanos));
    line(workload, metric + "_best", amount * 1e9 / nanos[0]);
  }
}

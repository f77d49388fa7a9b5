package dev.descent.benchmarks;

import dev.descent.parallel.Team;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The time that a team takes to run a task of as many parts as it has threads: empty ones, which
/// is what every region costs, and ones that wait for each other, which is how soon the others
/// come. Regions follow one another at once, or after some serial work.
final class RegionBench {
  private static final int COUNT = 20_000;

  private RegionBench() {}

  static void run(Timing timing) {
    try (Team team = Team.of(timing.threads())) {
      Meeting meeting = new Meeting(timing.threads());
      Team.Task nothing = part -> {};
      for (long micros : new long[] {0, 10, 50, 1000}) {
        measure(timing, team, "empty_after_" + micros, nothing, micros);
        measure(timing, team, "meeting_after_" + micros, meeting, micros);
      }
    }
  }

  private static void measure(
      Timing timing, Team team, String name, Team.Task task, long serialMicros) {
    int parts = timing.threads();
    double[] nanos = new double[serialMicros >= 1000 ? COUNT / 20 : COUNT];
    long end = System.nanoTime() + (long) (timing.warm() * 1e9 / 8);
    do {
      for (int i = 0; i < nanos.length; i++) {
        long until = System.nanoTime() + serialMicros * 1000;
        long start;
        do {
          start = System.nanoTime();
        } while (start < until);
        team.run(parts, task);
        nanos[i] = System.nanoTime() - start;
      }
    } while (System.nanoTime() < end);
    Arrays.sort(nanos);
    timing.line("regions", name + "_us_p50", Timing.median(nanos) * 1e-3);
    timing.line("regions", name + "_us_p99", nanos[nanos.length * 99 / 100] * 1e-3);
  }

  /// Parts that end when all have begun, or after a millisecond: one thread may execute them all.
  private static final class Meeting implements Team.Task {
    private final AtomicInteger begun = new AtomicInteger();
    private final int parts;

    Meeting(int parts) {
      this.parts = parts;
    }

    @Override
    public void run(int part) {
      int ticket = begun.getAndIncrement();
      int all = ticket - ticket % parts + parts;
      long start = System.nanoTime();
      while (begun.get() < all && System.nanoTime() - start < 1_000_000) {
        Thread.onSpinWait();
      }
    }
  }
}

package dev.descent.benchmarks;

import dev.descent.parallel.Team;
import java.util.Arrays;

/// How fast memory is: loops over arrays of 100 MB, which no cache holds, in parts of 64 KB that
/// the threads share as an optimizer's step does.
final class Bandwidth {
  private static final int SIZE = 25_000_000;
  private static final int PART = 16 * 1024;

  private final Team team;
  private final float[] a = new float[SIZE];
  private final float[] b = new float[SIZE];
  private final float[] c = new float[SIZE];

  Bandwidth(Team team) {
    this.team = team;
    Arrays.fill(b, 1);
    Arrays.fill(c, 2);
  }

  /// Prints GB/s: of reading, copying, adding two arrays into a third, and updating one in place by
  /// another. Bytes are those that the loop names; what a write reads first is not counted.
  static void run(Timing timing) {
    try (Team team = Team.of(timing.threads())) {
      Bandwidth memory = new Bandwidth(team);
      double bytes = SIZE * 4e-9;
      timing.rate("bandwidth", "copy_gb_per_s", 2 * bytes, timing.nanos(memory::copy));
      timing.rate("bandwidth", "triad_gb_per_s", 3 * bytes, timing.nanos(memory::triad));
      timing.rate(
          "bandwidth",
          "update_gb_per_s",
          3 * bytes,
          timing.nanos(() -> update(team, memory.a, memory.b)));
    }
  }

  private void each(Team.Task loop) {
    each(team, loop);
  }

  private static void each(Team team, Team.Task loop) {
    team.run((SIZE + PART - 1) / PART, loop);
  }

  private void copy() {
    each(part -> {
      int from = part * PART;
      System.arraycopy(b, from, a, from, Math.min(PART, SIZE - from));
    });
  }

  private void triad() {
    each(part -> triad(a, b, c, part * PART, Math.min(SIZE, part * PART + PART)));
  }

  /// Adds a multiple of one array to another, the least that an optimizer can do; so small a
  /// multiple that ordinary weights stay as they are.
  static void update(Team team, float[] a, float[] b) {
    each(team, part -> update(a, b, part * PART, Math.min(SIZE, part * PART + PART)));
  }

  /// Returns the nanoseconds that a byte takes in [#update].
  static double perByte(double nanos) {
    return nanos / (SIZE * 12.0);
  }

  private static void triad(float[] a, float[] b, float[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = b[i] + 0.5f * c[i];
    }
  }

  private static void update(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += 1e-30f * b[i];
    }
  }
}

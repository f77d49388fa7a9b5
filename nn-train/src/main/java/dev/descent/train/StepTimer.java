package dev.descent.train;

import dev.descent.program.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// Where the time of steps goes: to data, program, optimizer, and to those who watch. It measures
/// if asked to, and does nothing else.
///
/// A phase ends where the next one begins, so that phases add up to the time of the steps.
final class StepTimer {
  /// Taking the next batch from the pipeline.
  static final int DATA = 0;

  /// The program's run.
  static final int PROGRAM = 1;

  /// The optimizer's step, with the norms that it asks for.
  static final int OPTIMIZER = 2;

  /// Metrics and listeners.
  static final int WATCH = 3;

  private static final int PHASES = 4;

  private final boolean on;
  private final LongSupplier clock;
  private final long[] nanos = new long[PHASES];
  private final long[] best = new long[PHASES];
  private final long[] calls = new long[PHASES];
  private long last;

  /// @param on whether to measure
  /// @param clock gives nanoseconds
  StepTimer(boolean on, LongSupplier clock) {
    this.on = on;
    this.clock = clock;
    Arrays.fill(best, Long.MAX_VALUE);
  }

  boolean on() {
    return on;
  }

  /// A step begins.
  void begin() {
    if (on) {
      last = clock.getAsLong();
    }
  }

  /// A phase ends, and the next one begins.
  void end(int phase) {
    if (on) {
      long now = clock.getAsLong();
      long taken = now - last;
      nanos[phase] += taken;
      best[phase] = Math.min(best[phase], taken);
      calls[phase]++;
      last = now;
    }
  }

  /// Returns where the time went: the operations of programs, and a row for everything else.
  ///
  /// @param programs the profiles of the programs that have run
  /// @param optimizerBytes what a step of the optimizer reads and writes
  Profile profile(List<Profile> programs, long optimizerBytes) {
    if (!on || calls[PROGRAM] == 0) {
      return Profile.empty();
    }
    List<Profile.Row> rows = new ArrayList<>();
    programs.forEach(program -> rows.addAll(program.rows()));
    long operations = programs.stream().mapToLong(Profile::nanos).sum();
    rows.add(row("optimizer step", OPTIMIZER, optimizerBytes));
    rows.add(row("data pipeline", DATA, 0));
    rows.add(row("metrics and listeners", WATCH, 0));
    long other = nanos[PROGRAM] - operations;
    rows.add(new Profile.Row("other", "", "", calls[PROGRAM], other, 0, 0, 0));
    return new Profile(calls[PROGRAM], rows);
  }

  private Profile.Row row(String name, int phase, long bytes) {
    long count = calls[phase];
    return new Profile.Row(
        name, "", "", count, nanos[phase], count == 0 ? 0 : best[phase], 0, count * bytes);
  }
}

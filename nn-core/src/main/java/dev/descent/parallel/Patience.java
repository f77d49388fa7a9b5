package dev.descent.parallel;

/// When a caller does without helpers: after parts that a helper had begun have kept it waiting
/// again and again, because something else runs on that helper's processor. It tries again after a
/// pause, which doubles each time that the helper is late for as long again.
///
/// Lateness counts for nothing until it has lasted for [#MOVED]: a system may wake a thread on the
/// processor of the one that has woken it, and needs some milliseconds to move it. That is so after
/// a pause as well, since a helper sleeps meanwhile; without that time it would be late at once,
/// sleep again, and never be moved.
///
/// Only the thread that runs the team's task uses it; times are those of `System.nanoTime`.
final class Patience {
  /// Waiting up to this long is nobody's fault, for teams that are told nothing.
  static final long LATE = 300_000;

  /// Nor is waiting for this many parts as long as the caller's own.
  static final int PARTS = 3;

  /// How long a system may take to move a thread to a processor of its own.
  static final long MOVED = 50_000_000;

  /// A helper that has been on time for so long begins anew.
  static final long FORGOTTEN = 20_000_000;

  static final long SHORTEST_PAUSE = 50_000_000;

  /// Trying again takes a tenth of the time then, and it is how long a disturbance outlasts itself.
  static final long LONGEST_PAUSE = 500_000_000;

  /// Pauses are short again after the helper has been on time for so many of the last one.
  private static final int FORGIVEN = 8;

  private final long late;
  private boolean began; // the times below are known
  private long trial; // since when lateness lasts, or the end of the pause before
  private long last; // when the helper was late last, or the end of the pause since
  private long pause;

  /// @param late how long waiting is nobody's fault
  Patience(long late) {
    this.late = late;
  }

  /// Whether the caller should do without helpers now.
  boolean isExhausted(long now) {
    return pause > 0 && now - last < 0;
  }

  /// Takes note of how long the caller has waited.
  ///
  /// @param now the time after waiting
  /// @param own how long the caller had worked before, on `parts` parts
  /// @param waited how long it has waited since
  void waited(long now, long own, int parts, long waited) {
    if (waited <= late || waited * Math.max(1, parts) <= PARTS * own) {
      return;
    }
    if (!began || now - last >= FORGOTTEN) {
      trial = now;
    }
    if (!began || now - last >= Math.max(FORGOTTEN, FORGIVEN * pause)) {
      pause = 0;
    }
    began = true;
    last = now;
    if (now - trial >= MOVED) {
      pause = Math.clamp(2 * pause, SHORTEST_PAUSE, LONGEST_PAUSE);
      last = now + pause;
      trial = last;
    }
  }
}

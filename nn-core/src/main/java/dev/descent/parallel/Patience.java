package dev.descent.parallel;

/// When a caller does without helpers: after it has waited long for a part that a helper had begun,
/// because something else runs on that helper's processor. It tries again after a pause, which
/// doubles each time that the helper is late again soon.
///
/// Only the thread that runs the team's task uses it; times are those of `System.nanoTime`.
final class Patience {
  /// Waiting up to this long is nobody's fault, for teams that are told nothing.
  static final long LATE = 300_000;

  /// Nor is waiting for this many parts as long as the caller's own.
  static final int PARTS = 3;

  static final long SHORTEST_PAUSE = 2_000_000;
  static final long LONGEST_PAUSE = 64_000_000;

  /// A helper that has been on time for so many pauses has a good name again.
  private static final int FORGIVEN = 8;

  private final long late;
  private long pause;
  private long until;

  /// @param late how long waiting is nobody's fault
  Patience(long late) {
    this.late = late;
  }

  /// Whether the caller should do without helpers now.
  boolean isExhausted(long now) {
    return pause > 0 && now - until < 0;
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
    boolean again = pause > 0 && now - until < FORGIVEN * pause;
    pause = again ? Math.min(2 * pause, LONGEST_PAUSE) : SHORTEST_PAUSE;
    until = now + pause;
  }
}

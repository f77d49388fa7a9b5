package dev.descent.parallel;

/// When a caller does without helpers: after it has waited long, several times, for a part that a
/// helper had begun, because something else runs on that helper's processor. It tries again after a
/// pause, which doubles each time that the helper is late again soon.
///
/// The first few times count for nothing: a system may wake a thread on the processor of the one
/// that has woken it, and needs some milliseconds to move it.
///
/// Only the thread that runs the team's task uses it; times are those of `System.nanoTime`.
final class Patience {
  /// Waiting up to this long is nobody's fault, for teams that are told nothing.
  static final long LATE = 300_000;

  /// Nor is waiting for this many parts as long as the caller's own.
  static final int PARTS = 3;

  /// How often a helper may be late before it has to pause.
  static final int FREE = 4;

  /// A helper that has been on time for so long has a good name again.
  static final long FORGOTTEN = 20_000_000;

  static final long SHORTEST_PAUSE = 2_000_000;
  static final long LONGEST_PAUSE = 64_000_000;

  /// Where it has paused, it has to be on time for so many pauses.
  private static final int FORGIVEN = 8;

  private final long late;
  private int times; // late, one soon after the other
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
    if (times == 0 || now - until >= Math.max(FORGOTTEN, FORGIVEN * pause)) {
      times = 0;
      pause = 0;
    }
    times++;
    if (times > FREE) {
      pause = Math.clamp(2 * pause, SHORTEST_PAUSE, LONGEST_PAUSE);
      times = FREE;
    }
    until = now + pause;
  }
}

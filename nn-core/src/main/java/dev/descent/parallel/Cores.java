package dev.descent.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What keeps the teams of a process from running more threads than there are processors.
///
/// A team has all its threads while nobody else calls. Where several threads have run tasks at
/// once, each of them has its processor, and helpers of all teams share those that are left: with
/// two processors two trainers run on one thread each. A caller counts for a millisecond longer
/// than its last task, because between two tasks it computes, too.
final class Cores {
  /// The processors of this process.
  static final Cores SHARED = new Cores(Processors.count());

  static final long MEMORY_NANOS = 1_000_000;

  private static final VarHandle CALLERS;
  private static final VarHandle HELPERS;

  static {
    try {
      var lookup = MethodHandles.lookup();
      CALLERS = lookup.findVarHandle(Cores.class, "callers", int.class);
      HELPERS = lookup.findVarHandle(Cores.class, "helpers", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int count;
  private volatile int callers; // that run a task
  private volatile int helpers; // that execute parts for them
  private volatile int most = 1; // callers at once, lately
  private volatile long mostSeen;

  Cores(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /// Says that a caller starts a task.
  ///
  /// @param nanos the time, as from `System.nanoTime`
  void enter(long nanos) {
    int now = (int) CALLERS.getAndAdd(this, 1) + 1;
    if (now > 1 && now >= most) {
      most = now;
      mostSeen = nanos;
    } else if (now < most && nanos - mostSeen > MEMORY_NANOS) {
      most = now;
    }
  }

  /// Says that a caller's task has ended.
  void leave() {
    CALLERS.getAndAdd(this, -1);
  }

  /// Returns how many helpers there may be in all: no limit for a caller who is alone.
  int limit() {
    int now = Math.max(most, callers);
    return now <= 1 ? Integer.MAX_VALUE : Math.max(0, count - now);
  }

  /// Returns how many more helpers may join.
  int free() {
    return Math.max(0, limit() - helpers);
  }

  /// Takes a processor for a helper, if there is one.
  boolean join() {
    if ((int) HELPERS.getAndAdd(this, 1) < limit()) {
      return true;
    }
    part();
    return false;
  }

  /// Whether all helpers that there are may go on.
  boolean suffice() {
    return helpers <= limit();
  }

  /// Gives a helper's processor back.
  void part() {
    HELPERS.getAndAdd(this, -1);
  }
}

package dev.descent.program;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// Where the code of plans becomes fast while they run.
///
/// @param executor runs a task
/// @param clock the nanoseconds that go by
/// @param busy whether a task is at work: one at a time, as the JIT has enough to do
record Background(Executor executor, LongSupplier clock, AtomicBoolean busy) {
  /// That of all programs: a thread for each task.
  static final Background THREAD =
      new Background(Background::start, System::nanoTime, new AtomicBoolean());

  private static void start(Runnable task) {
    Thread thread = new Thread(null, task, "descent-warm-up-plan", 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.descent.parallel;

import java.util.concurrent.locks.LockSupport;

/// A thread of a team besides its callers.
final class Worker extends Thread {
  /// How long a worker looks for the next task before it parks. Waking it takes a tenth of that,
  /// but the system may put a thread that wakes on the processor of its caller and leave it there
  /// for some milliseconds.
  private static final long SPIN_NANOS = 1_000_000;

  /// A worker that has not run for so long while it looked for a task shares its processor, and
  /// parks at once.
  private static final long STOPPED_NANOS = 100_000;

  private final Team team;
  private final Cores cores;
  private final int number;
  private volatile boolean parked;

  Worker(Team team, Cores cores, int number) {
    super(null, null, "descent-team-" + number, 0, false);
    this.team = team;
    this.cores = cores;
    this.number = number;
    setDaemon(true);
  }

  /// Wakes the worker if it sleeps.
  void wake() {
    if (parked) {
      LockSupport.unpark(this);
    }
  }

  @Override
  public void run() {
    long idle = System.nanoTime();
    long last = idle;
    while (!team.isClosed()) {
      if (team.hasParts() && cores.join()) {
        while (cores.suffice() && team.claimed(number)) {
          Thread.interrupted(); // set by the part; it would keep the thread from parking
        }
        cores.part();
        idle = System.nanoTime();
        last = idle;
        continue;
      }
      long now = System.nanoTime();
      if (cores.free() > 0 && now - idle < SPIN_NANOS && now - last < STOPPED_NANOS) {
        last = now;
        Team.spin(now - idle);
      } else {
        sleep();
        idle = System.nanoTime();
        last = idle;
      }
    }
  }

  private void sleep() {
    parked = true;
    if (!team.isClosed() && !(team.hasParts() && cores.free() > 0)) {
      LockSupport.park(team);
      Thread.interrupted();
    }
    parked = false;
  }
}

package dev.descent.parallel;

import java.util.concurrent.locks.LockSupport;

/// A thread of a team besides its callers.
final class Worker extends Thread {
  /// How long a worker looks for the next task before it parks: waking it takes as long.
  private static final long SPIN_NANOS = 100_000;

  private final Team team;
  private final Cores cores;
  private volatile boolean parked;

  Worker(Team team, Cores cores, int number) {
    super(null, null, "descent-team-" + number, 0, false);
    this.team = team;
    this.cores = cores;
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
    while (!team.isClosed()) {
      if (team.hasParts() && cores.join()) {
        while (cores.suffice() && team.claimed()) {
          Thread.interrupted(); // set by the part; it would keep the thread from parking
        }
        cores.part();
        idle = System.nanoTime();
      } else if (cores.free() > 0 && System.nanoTime() - idle < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        parked = true;
        if (!team.isClosed() && !(team.hasParts() && cores.free() > 0)) {
          LockSupport.park(team);
          Thread.interrupted();
        }
        parked = false;
        idle = System.nanoTime();
      }
    }
  }
}

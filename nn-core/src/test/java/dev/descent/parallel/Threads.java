package dev.descent.parallel;

import java.util.concurrent.CountDownLatch;

/// What tests of teams do with threads.
final class Threads {
  private Threads() {}

  /// Runs short tasks, each part of which writes a cell; returns how many cells had not been
  /// written when their task was over.
  static int missedWrites(Team team, int parts, int rounds) {
    int[] cells = new int[parts];
    int missed = 0;
    for (int round = 1; round <= rounds; round++) {
      int value = round;
      team.run(parts, part -> cells[part] = value);
      for (int cell : cells) {
        missed += cell == value ? 0 : 1;
      }
    }
    return missed;
  }

  /// Does something in several threads at once.
  static void together(int count, Runnable something) throws InterruptedException {
    Thread[] threads = new Thread[count];
    for (int t = 0; t < count; t++) {
      threads[t] = new Thread(something);
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static void awaitParked() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("descent-team")) {
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
    }
  }

  static void meet(CountDownLatch both) {
    both.countDown();
    await(both);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

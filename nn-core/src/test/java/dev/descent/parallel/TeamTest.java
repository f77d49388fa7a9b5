package dev.descent.parallel;

import static dev.descent.parallel.Threads.awaitParked;
import static dev.descent.parallel.Threads.meet;
import static dev.descent.parallel.Threads.missedWrites;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class TeamTest {
  @Test
  void run_manyParts_executesEachOnce() {
    try (Team team = Team.of(4)) {
      for (int parts = 0; parts < 70; parts++) {
        var counts = new AtomicIntegerArray(70);
        team.run(parts, counts::incrementAndGet);
        for (int i = 0; i < 70; i++) {
          assertThat(counts.get(i)).isEqualTo(i < parts ? 1 : 0);
        }
      }
    }
  }

  @Test
  void run_thousandsOfShortTasks_seesAllWritesOfItsParts() {
    try (Team team = Team.of(3)) {
      assertThat(missedWrites(team, 8, 20_000)).isZero();
    }
  }

  @Test
  void run_afterIdling_wakesItsThreads() {
    try (Team team = Team.of(2, new Cores(2), new Patience(Long.MAX_VALUE))) {
      team.run(2, part -> {});
      awaitParked();
      // Two parts that wait for each other end only if two threads execute them.
      var both = new CountDownLatch(2);
      team.run(2, part -> meet(both));
      assertThat(both.getCount()).isZero();
    }
  }

  @Test
  void run_workerThatNeverStarts_isNotWaitedFor() {
    var cores = new Cores(2);
    try (Team team = Team.of(2, cores, new Patience(Long.MAX_VALUE))) {
      team.workers = new Worker[] {new Worker(team, cores, 1)};
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      var executed = new AtomicInteger();
      team.run(
          16,
          part -> {
            threads.add(Thread.currentThread());
            executed.incrementAndGet();
          });
      assertThat(executed).hasValue(16);
      assertThat(threads).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void run_inSteadyState_allocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Team team = Team.of(2)) {
      Team.Task task = part -> {};
      for (int i = 0; i < 1000; i++) {
        team.run(4, task);
      }
      threads.getCurrentThreadAllocatedBytes();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        team.run(4, task);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }
  }

  @Test
  void run_callerInterrupted_endsAndKeepsTheFlag() {
    try (Team team = Team.of(2)) {
      var executed = new AtomicInteger();
      Thread.currentThread().interrupt();
      team.run(16, part -> executed.incrementAndGet());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(executed).hasValue(16);
    }
  }

  @Test
  void run_workerInterrupted_clearsTheFlagToSleepAgain() {
    try (Team team = Team.of(2, new Cores(2), new Patience(Long.MAX_VALUE))) {
      var both = new CountDownLatch(2);
      team.run(
          2,
          part -> {
            meet(both);
            if (Thread.currentThread() instanceof Worker) {
              Thread.currentThread().interrupt();
            }
          });
      Worker worker = requireNonNull(team.workers)[0];
      awaitCleared(worker); // by a part
      worker.interrupt();
      awaitCleared(worker); // from outside, awake or asleep
      awaitParked();
    }
  }

  private static void awaitCleared(Thread thread) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (thread.isInterrupted()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still interrupted");
      }
      Thread.onSpinWait();
    }
  }
}

package dev.descent.parallel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
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
  void run_partsThrow_throwsThatOfTheLowestAndExecutesTheOthers() {
    try (Team team = Team.of(2)) {
      var executed = new AtomicInteger();
      assertThatThrownBy(() ->
              team.run(
                  8,
                  part -> {
                    executed.incrementAndGet();
                    if (part >= 3) {
                      throw new IllegalStateException("part " + part);
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("part 3");
      assertThat(executed).hasValue(8);
      team.run(2, part -> executed.incrementAndGet());
      assertThat(executed).hasValue(10);
    }
  }

  @Test
  void run_aloneWherePartsThrow_throwsThatOfTheLowestAndExecutesTheOthers() {
    var executed = new AtomicInteger();
    assertThatThrownBy(() ->
            Team.single()
                .run(
                    8,
                    part -> {
                      executed.incrementAndGet();
                      if (part >= 3) {
                        throw new IllegalStateException("part " + part);
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part 3");
    assertThat(executed).hasValue(8);
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
  void run_whileAsManyCallersAsProcessorsRun_executesOnTheCaller() throws InterruptedException {
    var cores = new Cores(2);
    try (Team first = Team.of(2, cores, new Patience(Long.MAX_VALUE));
        Team second = Team.of(2, cores, new Patience(Long.MAX_VALUE))) {
      var running = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      Thread other =
          new Thread(() ->
              first.run(
                  4,
                  part -> {
                    running.countDown();
                    await(release);
                  }));
      other.start();
      await(running);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      second.run(16, part -> threads.add(Thread.currentThread()));
      release.countDown();
      other.join();
      assertThat(threads).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void run_ofAnotherTeamWithinAPart_executesAllParts() {
    try (Team outer = Team.of(2);
        Team inner = Team.of(2)) {
      var counts = new AtomicIntegerArray(6);
      for (int round = 0; round < 100; round++) {
        outer.run(6, part -> inner.run(3, i -> counts.incrementAndGet(part)));
      }
      for (int i = 0; i < 6; i++) {
        assertThat(counts.get(i)).isEqualTo(300);
      }
    }
  }

  @Test
  void run_ofAnotherTeamWithinAPart_isNoOtherCaller() {
    var cores = new Cores(2);
    try (Team outer = Team.of(2, cores, new Patience(Long.MAX_VALUE));
        Team inner = Team.of(2, cores, new Patience(Long.MAX_VALUE))) {
      var others = new AtomicInteger();
      var limits = ConcurrentHashMap.<Integer>newKeySet();
      for (int round = 0; round < 100; round++) {
        outer.run(
            4,
            part -> {
              Thread own = Thread.currentThread();
              inner.run(
                  3,
                  i -> {
                    limits.add(cores.limit());
                    others.addAndGet(Thread.currentThread() == own ? 0 : 1);
                  });
            });
      }
      assertThat(limits).containsExactly(Integer.MAX_VALUE);
      assertThat(others).hasValue(0);
      // The outer run over, the caller of the inner team is one like any other: both threads run.
      var both = new CountDownLatch(2);
      inner.run(2, part -> meet(both));
      assertThat(both.getCount()).isZero();
    }
  }

  @Test
  void run_twoTeamsAtOnce_executeAllTheirParts() throws InterruptedException {
    var missed = new AtomicInteger();
    together(
        2,
        () -> {
          try (Team team = Team.of(3)) {
            missed.addAndGet(missedWrites(team, 7, 5000));
          }
        });
    assertThat(missed).hasValue(0);
  }

  @Test
  void run_partThrowsChecked_isNotWrapped() {
    try (Team team = Team.of(2)) {
      assertThatThrownBy(() -> team.run(4, part -> TeamTest.<RuntimeException>sneak()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void run_withinAPart_executesOnTheThreadOfThatPart() {
    try (Team team = Team.of(2)) {
      var counts = new AtomicIntegerArray(6);
      team.run(
          6,
          part -> {
            Thread outer = Thread.currentThread();
            team.run(
                3,
                inner -> {
                  assertThat(Thread.currentThread()).isSameAs(outer);
                  counts.incrementAndGet(part);
                });
          });
      for (int i = 0; i < 6; i++) {
        assertThat(counts.get(i)).isEqualTo(3);
      }
    }
  }

  @Test
  void run_fromManyThreads_givesEachItsOwnParts() throws InterruptedException {
    try (Team team = Team.of(2)) {
      var missed = new AtomicInteger();
      together(4, () -> missed.addAndGet(missedWrites(team, 5, 2000)));
      assertThat(missed).hasValue(0);
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

  @Test
  void close_ofATeam_refusesFurtherRuns() {
    Team team = Team.of(2);
    team.run(2, part -> {});
    team.close();
    team.close();
    assertThatThrownBy(() -> team.run(1, part -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("team must be open to run a task, was closed");
  }

  @Test
  void close_withinAPart_isRefused() {
    try (Team team = Team.of(2)) {
      Runnable close = team::close;
      assertThatThrownBy(() -> team.run(2, part -> close.run()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("team must not be closed by a part of its own task");
    }
  }

  @Test
  void close_ofASharedTeam_hasNoEffect() {
    var executed = new AtomicInteger();
    Team.common().close();
    Team.single().close();
    Team.common().run(3, part -> executed.incrementAndGet());
    Team.single().run(3, part -> executed.incrementAndGet());
    assertThat(executed).hasValue(6);
  }

  @Test
  void of_countOutOfRange_isRefused() {
    assertThatThrownBy(() -> Team.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("team threads must be in [1, 1024], was 0");
    assertThat(Team.single().threads()).isEqualTo(1);
    assertThat(Team.common().threads()).isEqualTo(Processors.count());
  }

  /// Runs short tasks, each part of which writes a cell; returns how many cells had not been
  /// written when their task was over.
  private static int missedWrites(Team team, int parts, int rounds) {
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
  private static void together(int count, Runnable something) throws InterruptedException {
    Thread[] threads = new Thread[count];
    for (int t = 0; t < count; t++) {
      threads[t] = new Thread(something);
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
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

  private static void awaitParked() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("descent-team")) {
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    await(both);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak() throws T {
    throw (T) new IOException("disk");
  }
}

package dev.descent.parallel;

import static dev.descent.parallel.Threads.await;
import static dev.descent.parallel.Threads.meet;
import static dev.descent.parallel.Threads.missedWrites;
import static dev.descent.parallel.Threads.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/// Several callers at once, and callers within parts.
final class TeamCallersTest {
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
}

package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class ClaimsTest {
  private static List<Integer> takeAll(Claims claims, int thread) {
    List<Integer> parts = new ArrayList<>();
    for (int part = claims.take(thread); part >= 0; part = claims.take(thread)) {
      parts.add(part);
    }
    return parts;
  }

  @Test
  void take_beforeAnyOffer_isNothing() {
    Claims claims = new Claims(3);
    assertThat(claims.any()).isFalse();
    assertThat(claims.take(2)).isEqualTo(-1);
  }

  @Test
  void take_ownQueueFirst_thenThatOfOthers() {
    Claims claims = new Claims(3);
    claims.offer(7);
    assertThat(takeAll(claims, 1)).containsExactly(2, 3, 4, 5, 6, 0, 1);
    claims.offer(7);
    assertThat(takeAll(claims, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void take_threadsInTurn_eachHasItsOwnPartsEveryTime() {
    Claims claims = new Claims(2);
    for (int run = 0; run < 3; run++) {
      claims.offer(4);
      assertThat(claims.take(1)).isEqualTo(2);
      assertThat(claims.take(0)).isEqualTo(0);
      assertThat(claims.take(0)).isEqualTo(1);
      assertThat(claims.take(1)).isEqualTo(3);
      assertThat(claims.any()).isFalse();
    }
  }

  @Test
  void take_fewerPartsThanThreads_theFirstThreadsHaveOneEach() {
    Claims claims = new Claims(4);
    for (int parts = 1; parts < 4; parts++) {
      claims.offer(parts);
      for (int thread = parts - 1; thread >= 0; thread--) {
        assertThat(claims.take(thread)).isEqualTo(thread);
      }
      assertThat(claims.any()).isFalse();
    }
  }

  @Test
  void take_moreThanThreadsCouldEverHave_doesNotOverflow() {
    Claims claims = new Claims(16);
    claims.offer(Integer.MAX_VALUE);
    assertThat(claims.take(0)).isZero();
    assertThat(claims.take(15)).isEqualTo((int) (15L * Integer.MAX_VALUE / 16));
  }

  @Test
  void take_byThreadsAtOnce_givesEachPartToOneOfThemInEveryRun() throws InterruptedException {
    Claims claims = new Claims(3);
    var counts = new AtomicIntegerArray(64);
    var ended = new AtomicInteger();
    var stop = new AtomicBoolean();
    Thread[] helpers = new Thread[2];
    for (int i = 0; i < helpers.length; i++) {
      int thread = i + 1;
      helpers[i] =
          new Thread(() -> {
            while (!stop.get()) {
              count(claims, thread, counts, ended);
            }
          });
      helpers[i].start();
    }
    int wrong = 0;
    for (int run = 0; run < 5_000; run++) {
      int parts = run % 64 + 1;
      ended.set(0);
      claims.offer(parts);
      while (ended.get() < parts) {
        count(claims, 0, counts, ended);
      }
      for (int part = 0; part < 64; part++) {
        wrong += counts.getAndSet(part, 0) == (part < parts ? 1 : 0) ? 0 : 1;
      }
    }
    stop.set(true);
    for (Thread helper : helpers) {
      helper.join();
    }
    assertThat(wrong).isZero();
  }

  private static void count(
      Claims claims, int thread, AtomicIntegerArray counts, AtomicInteger ended) {
    int part = claims.take(thread);
    if (part >= 0) {
      counts.incrementAndGet(part);
      ended.incrementAndGet();
    }
  }

  @Test
  void take_fewerPartsThanThreads_areFoundByAll() {
    for (int thread = 0; thread < 40; thread++) {
      Claims claims = new Claims(40);
      claims.offer(2);
      assertThat(claims.any()).isTrue();
      assertThat(takeAll(claims, thread)).containsExactlyInAnyOrder(0, 1);
      assertThat(claims.any()).isFalse();
    }
  }

  @Test
  void take_manyPartsOfManyThreads_areEachTakenOnce() {
    Claims claims = new Claims(5);
    claims.offer(1_000_003);
    boolean[] taken = new boolean[1_000_003];
    int count = 0;
    for (int part = claims.take(0); part >= 0; part = claims.take(++count % 5)) {
      assertThat(taken[part]).isFalse();
      taken[part] = true;
    }
    assertThat(count).isEqualTo(taken.length);
  }
}

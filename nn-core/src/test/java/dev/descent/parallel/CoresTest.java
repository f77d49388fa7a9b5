package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CoresTest {
  @Test
  void callerAlone_hasAllHelpersThatItAsksFor() {
    Cores cores = new Cores(2);
    cores.enter(0);
    for (int i = 0; i < 8; i++) {
      assertThat(cores.join()).isTrue();
    }
    assertThat(cores.suffice()).isTrue();
  }

  @Test
  void twoCallers_leaveTheOtherProcessorsToHelpers() {
    Cores cores = new Cores(4);
    cores.enter(0);
    cores.enter(0);
    assertThat(cores.free()).isEqualTo(2);
    assertThat(cores.join()).isTrue();
    assertThat(cores.join()).isTrue();
    assertThat(cores.join()).isFalse();
    assertThat(cores.free()).isZero();
    cores.part();
    assertThat(cores.join()).isTrue();
  }

  @Test
  void secondCaller_sendsHelpersAway() {
    Cores cores = new Cores(2);
    cores.enter(0);
    assertThat(cores.join()).isTrue();
    assertThat(cores.suffice()).isTrue();
    cores.enter(0);
    assertThat(cores.suffice()).isFalse();
    cores.part();
    assertThat(cores.join()).isFalse();
  }

  @Test
  void callerBetweenTwoTasks_countsForAWhile() {
    Cores cores = new Cores(2);
    cores.enter(0);
    cores.enter(0);
    cores.leave();
    cores.leave();
    cores.enter(Cores.MEMORY_NANOS);
    assertThat(cores.free()).isZero();
    cores.leave();
    cores.enter(Cores.MEMORY_NANOS + 1);
    assertThat(cores.free()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void moreCallersThanProcessors_haveNoHelpers() {
    Cores cores = new Cores(1);
    cores.enter(0);
    cores.enter(0);
    cores.enter(0);
    assertThat(cores.free()).isZero();
    assertThat(cores.join()).isFalse();
  }
}

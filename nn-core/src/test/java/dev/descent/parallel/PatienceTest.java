package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PatienceTest {
  private static final long LATE = Patience.LATE + 1;

  private final Patience patience = new Patience(Patience.LATE);

  private void lateAsOftenAsIsFree(long now) {
    for (int i = 0; i < Patience.FREE; i++) {
      patience.waited(now, 0, 1, LATE);
      assertThat(patience.isExhausted(now)).isFalse();
    }
  }

  @Test
  void waited_shortlyOrForPartsThatAreLong_isNotExhausted() {
    assertThat(patience.isExhausted(0)).isFalse();
    for (int i = 0; i < 100; i++) {
      patience.waited(0, 0, 1, Patience.LATE);
      patience.waited(0, 2 * LATE, 4, LATE); // two of its own parts
      assertThat(patience.isExhausted(0)).isFalse();
    }
  }

  @Test
  void waited_longMoreOftenThanIsFree_isExhaustedForAPause() {
    lateAsOftenAsIsFree(10);
    patience.waited(10, LATE / 10, 1, LATE);
    assertThat(patience.isExhausted(10)).isTrue();
    assertThat(patience.isExhausted(10 + Patience.SHORTEST_PAUSE - 1)).isTrue();
    assertThat(patience.isExhausted(10 + Patience.SHORTEST_PAUSE)).isFalse();
  }

  @Test
  void waited_longNowAndThen_isNeverExhausted() {
    for (long now = 0; now < 100 * Patience.FORGOTTEN; now += Patience.FORGOTTEN) {
      patience.waited(now, 0, 1, LATE);
      assertThat(patience.isExhausted(now)).isFalse();
    }
  }

  @Test
  void waited_longAgainAndAgain_doublesThePauseUpToALimit() {
    lateAsOftenAsIsFree(0);
    long now = 0;
    long pause = 0;
    for (int i = 0; i < 10; i++) {
      pause = pause == 0 ? Patience.SHORTEST_PAUSE : Math.min(2 * pause, Patience.LONGEST_PAUSE);
      patience.waited(now, 0, 0, LATE);
      assertThat(patience.isExhausted(now + pause - 1)).isTrue();
      now += pause;
      assertThat(patience.isExhausted(now)).isFalse();
    }
    assertThat(pause).isEqualTo(Patience.LONGEST_PAUSE);
  }

  @Test
  void waited_longAfterALongTime_startsAnew() {
    lateAsOftenAsIsFree(0);
    patience.waited(0, 0, 1, LATE);
    patience.waited(Patience.SHORTEST_PAUSE, 0, 1, LATE);
    long later = 100 * Patience.LONGEST_PAUSE;
    lateAsOftenAsIsFree(later);
    patience.waited(later, 0, 1, LATE);
    assertThat(patience.isExhausted(later + Patience.SHORTEST_PAUSE - 1)).isTrue();
    assertThat(patience.isExhausted(later + Patience.SHORTEST_PAUSE)).isFalse();
  }
}

package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PatienceTest {
  private static final long LATE = Patience.LATE + 1;
  private static final long STEP = Patience.FORGOTTEN / 2;

  private final Patience patience = new Patience(Patience.LATE);

  /// Is late as long as that counts for nothing; the next time counts.
  private void lateUntilMoved(long from) {
    for (long now = from; now < from + Patience.MOVED; now += STEP) {
      patience.waited(now, 0, 1, LATE);
      assertThat(patience.isExhausted(now)).isFalse();
    }
  }

  @Test
  void waited_shortlyOrForPartsThatAreLong_isNotExhausted() {
    assertThat(patience.isExhausted(0)).isFalse();
    for (long now = 0; now < 10 * Patience.MOVED; now += STEP) {
      patience.waited(now, 0, 1, Patience.LATE);
      patience.waited(now, 2 * LATE, 4, LATE); // two of its own parts
      assertThat(patience.isExhausted(now)).isFalse();
    }
  }

  @Test
  void waited_forAsLongAsASystemMayNeed_isExhaustedForAPause() {
    lateUntilMoved(10);
    long now = 10 + Patience.MOVED;
    patience.waited(now, LATE / 10, 1, LATE);
    assertThat(patience.isExhausted(now)).isTrue();
    assertThat(patience.isExhausted(now + Patience.SHORTEST_PAUSE - 1)).isTrue();
    assertThat(patience.isExhausted(now + Patience.SHORTEST_PAUSE)).isFalse();
  }

  @Test
  void waited_longNowAndThen_isNeverExhausted() {
    for (long now = 0; now < 100 * Patience.FORGOTTEN; now += Patience.FORGOTTEN) {
      patience.waited(now, 0, 1, LATE);
      assertThat(patience.isExhausted(now)).isFalse();
    }
  }

  @Test
  void waited_longAgainAndAgain_doublesThePauseUpToALimitAndTriesForAsLongEachTime() {
    long now = 0;
    long pause = 0;
    for (int i = 0; i < 10; i++) {
      lateUntilMoved(now);
      now += Patience.MOVED;
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
    lateUntilMoved(0);
    patience.waited(Patience.MOVED, 0, 1, LATE);
    long again = Patience.MOVED + Patience.SHORTEST_PAUSE;
    lateUntilMoved(again);
    patience.waited(again + Patience.MOVED, 0, 1, LATE);
    long later = 100 * Patience.LONGEST_PAUSE;
    lateUntilMoved(later);
    later += Patience.MOVED;
    patience.waited(later, 0, 1, LATE);
    assertThat(patience.isExhausted(later + Patience.SHORTEST_PAUSE - 1)).isTrue();
    assertThat(patience.isExhausted(later + Patience.SHORTEST_PAUSE)).isFalse();
  }
}

package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();

  private Throttle throttle(Cadence cadence) {
    return new Throttle(
        cadence,
        () -> {
          looks.incrementAndGet();
          return now.get();
        });
  }

  private List<Long> calls(Throttle throttle, long steps, long nanosPerStep) {
    List<Long> calls = new ArrayList<>();
    for (long step = 1; step <= steps; step++) {
      now.addAndGet(nanosPerStep);
      if (throttle.due(step)) {
        calls.add(step);
      }
    }
    return calls;
  }

  @Test
  void throttle_everySteps_isDueAtEachOfThem() {
    assertThat(calls(throttle(Cadence.everySteps(3)), 10, 1)).containsExactly(3L, 6L, 9L);
  }

  @Test
  void throttle_never_isNotDue() {
    assertThat(calls(throttle(Cadence.never()), 1000, 1_000_000)).isEmpty();
  }

  @Test
  void throttle_slowSteps_isDueAtEach() {
    assertThat(calls(throttle(Cadence.everyMilliseconds(10)), 3, 20_000_000))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void throttle_fastSteps_isDueAboutOncePerInterval() {
    // 10 million steps of 100 ns are a second, 10 intervals.
    List<Long> calls = calls(throttle(Cadence.everyMilliseconds(100)), 10_000_000, 100);
    assertThat(calls.size()).isBetween(7, 10);
  }

  @Test
  void throttle_fastSteps_looksAtTheClockSeldom() {
    calls(throttle(Cadence.everyMilliseconds(100)), 10_000_000, 100);
    assertThat(looks.get()).isLessThan(200);
  }

  @Test
  void throttle_stepsBecomeSlow_looksMoreOften() {
    Throttle throttle = throttle(Cadence.everyMilliseconds(100));
    calls(throttle, 1_000_000, 100);
    long next = throttle.next();
    now.addAndGet((next - 1_000_000) * 50_000_000);
    assertThat(throttle.due(next)).isTrue();
    assertThat(throttle.next() - next).isLessThan(next - 1_000_000 + 200_000);
  }

  @Test
  void cadence_bothUnits_isRefused() {
    assertThatThrownBy(() -> new Cadence(1, 1))
        .hasMessage("cadence must be by steps or by milliseconds, both >= 0, was 1 and 1");
  }

  @Test
  void cadence_zeroSteps_isRefused() {
    assertThatThrownBy(() -> Cadence.everySteps(0)).hasMessage("cadence steps must be >= 1, was 0");
  }
}

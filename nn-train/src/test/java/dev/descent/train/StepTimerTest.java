package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.program.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rows of a training's profile, by a clock that the test moves.
final class StepTimerTest {
  private long now;

  private void step(StepTimer timer, long data, long program, long optimizer, long watch) {
    timer.begin();
    now += data;
    timer.end(StepTimer.DATA);
    now += program;
    timer.end(StepTimer.PROGRAM);
    now += optimizer;
    timer.end(StepTimer.OPTIMIZER);
    now += watch;
    timer.end(StepTimer.WATCH);
    now += 1000; // between two steps: validation, for one
  }

  @Test
  void profile_ofTwoSteps_addsUpToTheirTime() {
    StepTimer timer = new StepTimer(true, () -> now);
    step(timer, 3, 100, 20, 7);
    step(timer, 5, 90, 30, 1);
    Profile.Row product = new Profile.Row("matmul", "0", "F32[2, 2]", 2, 130, 60, 32, 96);
    Profile profile = timer.profile(List.of(new Profile(2, List.of(product))), 40);
    assertThat(profile.steps()).isEqualTo(2);
    assertThat(profile.nanos()).isEqualTo(3 + 100 + 20 + 7 + 5 + 90 + 30 + 1);
    assertThat(profile.rows())
        .containsExactly(
            product,
            new Profile.Row("other", "", "", 2, 60, 0, 0, 0),
            new Profile.Row("optimizer step", "", "", 2, 50, 20, 0, 80),
            new Profile.Row("data pipeline", "", "", 2, 8, 3, 0, 0),
            new Profile.Row("metrics and listeners", "", "", 2, 8, 1, 0, 0));
  }

  @Test
  void profile_switchedOff_isEmptyAndLooksAtNoClock() {
    StepTimer timer =
        new StepTimer(
            false,
            () -> {
              throw new AssertionError("the clock was read");
            });
    step(timer, 3, 100, 20, 7);
    assertThat(timer.profile(List.of(), 40).isEmpty()).isTrue();
  }
}

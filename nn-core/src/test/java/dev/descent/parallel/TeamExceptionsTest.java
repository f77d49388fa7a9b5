package dev.descent.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What parts throw, and what a team refuses.
final class TeamExceptionsTest {
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
  void run_partThrowsChecked_isNotWrapped() {
    try (Team team = Team.of(2)) {
      assertThatThrownBy(() -> team.run(4, part -> TeamExceptionsTest.<RuntimeException>sneak()))
          .isInstanceOf(IOException.class);
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak() throws T {
    throw (T) new IOException("disk");
  }
}

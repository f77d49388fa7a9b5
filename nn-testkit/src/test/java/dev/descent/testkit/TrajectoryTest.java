package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrajectoryTest {
  private static final List<String> GOOD =
      List.of(
          "# source",
          "weights,1,2",
          "gradient,0,1",
          "weights,1,1",
          "gradient,1,0",
          "weights,0,1",
          "gradient,1,1",
          "weights,-1,0");

  @Test
  void goodText_isRead() {
    Trajectory read = Trajectory.parse("t.csv", GOOD);
    assertThat(read.steps()).isEqualTo(3);
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.start()).containsExactly(1f, 2f);
    assertThat(read.gradient(1)).containsExactly(1f, 0f);
    assertThat(read.weights(2)).containsExactly(-1, 0);
  }

  @Test
  void losses_areRead_oneForEachStep() {
    List<String> lines = new ArrayList<>(GOOD);
    assertThat(Trajectory.parse("t.csv", lines).loss(0)).isEmpty();
    lines.add(2, "loss,0.5");
    assertThatThrownBy(() -> Trajectory.parse("t.csv", lines))
        .hasMessage("trajectory 't.csv' line 9 must end a loss for each step, was 1");
    lines.add(5, "loss,0.25");
    lines.add(8, "loss,0");
    assertThat(Trajectory.parse("t.csv", lines).loss(1)).hasValue(0.25);
  }

  @Test
  void badText_isRefusedWithItsLine() {
    assertThatThrownBy(() -> Trajectory.parse("t.csv", GOOD.subList(0, 6)))
        .hasMessage("trajectory 't.csv' line 6 must end 3 or more whole steps, was 2");
    assertThatThrownBy(() -> Trajectory.parse("t.csv", List.of("weights,1", "weights,1")))
        .hasMessage("trajectory 't.csv' line 2 must begin with 'gradient', was 'weights'");
    assertThatThrownBy(() -> Trajectory.parse("t.csv", List.of("weights,1", "gradient,1,2")))
        .hasMessage("trajectory 't.csv' line 2 must have 1 numbers, was 2");
    assertThatThrownBy(() -> Trajectory.read(getClass(), "none.csv"))
        .hasMessageStartingWith(
            "no trajectory 'none.csv' beside dev.descent.testkit.TrajectoryTest");
  }
}

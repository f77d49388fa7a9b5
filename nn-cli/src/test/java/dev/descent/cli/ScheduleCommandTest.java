package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `nn schedule`.
final class ScheduleCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = new Terminal();

  @Test
  void schedule_isDrawnToItsLastChange() throws IOException {
    Path picture = folder.resolve("rate.png");
    assertThat(
            terminal.nn(
                "schedule",
                "linear(0, 1, 100).then(100, step-decay(1, 50, 0))",
                "--png",
                picture.toString()))
        .isZero();
    assertThat(terminal.out().lines().toList())
        .startsWith(
            "Then[first=Linear[initial=0.0, end=1.0, steps=100], steps=100,"
                + " next=StepDecay[initial=1.0, every=50, factor=0.0]]")
        .contains(
            "     1.000 |                                *****************",
            "           |                              **                 *",
            "            0                                                                    220")
        .endsWith("written: " + picture);
    assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void schedule_withNameOrNothing_isExplained() {
    assertThat(terminal.nn("schedule")).isZero();
    assertThat(terminal.nn("schedule", "cosine")).isZero();
    assertThat(terminal.out())
        .containsPattern(
            "cosine\\(initial, end, steps, exponent=1.0, kDecay=1.0\\) +Half a cosine wave")
        .contains("Loshchilov and Hutter (2017), equation 5")
        .contains("  steps     finite and >= 1");
  }

  @Test
  void schedule_withNothingToDraw_refusesWhatIsForAPicture() {
    String needs =
        "nn: %s needs a schedule to draw, such as \"cosine(0.1, 0, 900)\": nothing is drawn ";
    String picture = folder.resolve("rate.png").toString();
    assertThat(terminal.nn("schedule", "--png", picture)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains(needs.formatted("--png") + "without a schedule");
    assertThat(terminal.nn("schedule", "cosine", "--png", picture)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains(needs.formatted("--png") + "for a name alone");
    assertThat(terminal.nn("schedule", "plateau", "--steps", "9")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains(needs.formatted("--steps") + "for a name alone");
    assertThat(terminal.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void schedule_thatAMetricMoves_isListedAndShownAndNotDrawn() {
    assertThat(terminal.nn("schedule", "--list")).isZero();
    String listed = terminal.out();
    terminal.clear();
    assertThat(terminal.nn("schedule")).isZero();
    assertThat(terminal.out()).isEqualTo(listed);
    assertThat(listed)
        .containsPattern(
            "(?s)\\Rcosine\\(.*moved by a metric, .*\\Rgreedy\\(.*\\Rplateau\\(initial, ");
    assertThat(terminal.nn("schedule", "plateau")).isZero();
    assertThat(terminal.out()).contains("patience", "bad observations that are put up with");
    assertThat(terminal.nn("schedule", "plateau(0.1)")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("schedule", "plateau", "--list")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines())
        .containsExactly(
            "nn: schedule must be a function of steps to be drawn, was 'plateau(0.1)', which a"
                + " metric moves",
            "nn: --list lists all schedules: leave out 'plateau'");
  }

  /// Another ending would say what the picture is not.
  @Test
  void picture_ofAnotherEnding_isRefused() {
    String picture = folder.resolve("rate.jpg").toString();
    assertThat(terminal.nn("schedule", "constant(1)", "--png", picture)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().strip())
        .isEqualTo("nn: --png must be a file whose name ends in .png, was '%s'", picture);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void schedule_thatIsNone_isRefusedInOneLine() {
    assertThat(terminal.nn("schedule", "cosin(1)")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("schedule", "constant(1)", "--steps", "0")).isEqualTo(ExitCode.USAGE);
    String picture = folder.resolve("nowhere/rate.png").toString();
    assertThat(terminal.nn("schedule", "constant(1)", "--png", picture)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines())
        .hasSize(3)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("nn: no schedule named 'cosin'; did you mean 'cosine'?"),
            line -> assertThat(line).isEqualTo("nn: --steps must be >= 1, was 0"),
            line ->
                assertThat(line)
                    .isEqualTo("nn: --png must be in a folder that exists, was '%s'", picture));
  }
}

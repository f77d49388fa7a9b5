package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.NamedSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A step allocates nothing, and nor does a schedule. The parameters are too small for vectors:
/// AllocationTest of nn-train asks whole training steps.
final class SteadyStatesTest {
  /// Those that make some small objects in a step or for each matrix: the line of a search, the
  /// sides of a preconditioner, a block of another size, names of slots. How many is not asked.
  private static final Set<String> OF_SMALL_OBJECTS =
      Set.of(
          "adafactor",
          "conjugate-gradient",
          "galore",
          "gradient-descent",
          "lbfgs",
          "psgd-kron",
          "shampoo",
          "sm3",
          "soap");

  /// Whether a line is that of one whose small objects the JIT may have found to be unnecessary.
  private static boolean mayAllocate(String line) {
    return OF_SMALL_OBJECTS.stream().anyMatch(name -> line.startsWith("optimizer " + name + " "));
  }

  @Test
  void steps_ofEveryOptimizerWithDefaults_andValuesOfEverySchedule_allocateNothing()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SteadyStates.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<String> expected = new ArrayList<>();
    for (OptimizerEntry entry : BuiltIns.entries()) {
      if (!OF_SMALL_OBJECTS.contains(entry.name())) {
        expected.add("optimizer " + entry.name() + " 0");
      }
    }
    for (NamedSchedule schedule : Schedules.all()) {
      expected.add("schedule " + schedule.hyperParameters().name() + " 0");
    }
    assertThat(
            output.lines().filter(line -> line.endsWith(" 0")).filter(line -> !mayAllocate(line)))
        .containsExactlyElementsOf(expected);
  }
}

package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.NamedSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A step allocates nothing, or some small objects, and a schedule nothing. The parameters are too
/// small for vectors: AllocationTest of nn-train asks whole training steps.
final class SteadyStatesTest {
  /// The bytes that a step may allocate: rules have no fields, so what one needs for the length of
  /// a call is an object, which the JIT may find to be unnecessary. The model has two matrices and
  /// two vectors.
  private static final Map<String, Long> MOST =
      Map.of(
          "adafactor",
          4 * 64L, // the stretches of each parameter
          "adafactor-large",
          2 * 64 + 32L, // the stretches, the axes of the matrix
          "conjugate-gradient",
          64 + 136L, // the line and points of a search
          "galore",
          3 * 16 + 2 * (16 + 32L), // the rule inside; a block of each matrix
          "gradient-descent",
          64L, // the line of a search
          "lbfgs",
          64 + 256L, // the line and points of a search, a number for each pair
          "line-search",
          64L, // the line of a search
          "psgd-kron",
          2 * 24L, // the sides of each matrix
          "shampoo",
          2 * 24L,
          "soap",
          2 * 24L);

  @Test
  void steps_ofEveryOptimizerWithDefaults_andValuesOfEverySchedule_allocateNoMoreThanTheyMay()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m", // references of four bytes, on machines with any memory
                "-cp",
                System.getProperty("java.class.path"),
                SteadyStates.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    Set<String> expected = new TreeSet<>(Set.of("optimizer adafactor-large"));
    for (OptimizerEntry entry : BuiltIns.entries()) {
      expected.add("optimizer " + entry.name());
    }
    for (NamedSchedule schedule : Schedules.all()) {
      expected.add("schedule " + schedule.hyperParameters().name());
    }
    Set<String> asked = new TreeSet<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", 3);
      asked.add(words[0] + " " + words[1]);
      long most = words[0].equals("optimizer") ? MOST.getOrDefault(words[1], 0L) : 0;
      assertThat(Long.parseLong(words[2])).as(line).isLessThanOrEqualTo(SteadyStates.STEPS * most);
    }
    assertThat(asked).isEqualTo(expected);
  }
}

package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A small network costs no more than it needs: what a JVM loads and starts for [TinyTraining]
/// although the Vector API is there. Times are in `docs/benchmarks/startup.md`.
final class TinyStartTest {
  private static List<String> lines = List.of();

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                TinyTraining.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    lines = output.lines().toList();
  }

  /// Returns the lines of what has been loaded or printed that contain a text.
  private static String loaded(String part) {
    return lines.stream().filter(line -> line.contains(part)).collect(Collectors.joining("\n"));
  }

  @Test
  void training_small_doesTrain() {
    String loss = lines.stream().filter(line -> line.startsWith("loss ")).findFirst().orElse("");
    assertThat(Double.parseDouble(loss.substring(5))).isLessThan(0.01);
  }

  @Test
  void training_small_loadsNoVectors() {
    assertThat(loaded("dev.descent.kernel.")).contains("dev.descent.kernel.Tiny ");
    assertThat(loaded("] jdk.incubator.vector.")).isEmpty();
    assertThat(loaded("] dev.descent.kernel.Vector")).isEmpty();
  }

  @Test
  void training_small_startsNoThread() {
    assertThat(loaded("thread ")).contains("thread main");
    assertThat(loaded("thread descent")).isEmpty();
  }

  @Test
  void training_small_bootstrapsNoLambda() {
    assertThat(loaded("dev.descent.program.GeneratedPlan")).isNotEmpty();
    assertThat(loaded("$$Lambda").lines().filter(line -> line.contains("dev.descent."))).isEmpty();
    assertThat(loaded("java.lang.runtime.ObjectMethods")).isEmpty();
  }
}

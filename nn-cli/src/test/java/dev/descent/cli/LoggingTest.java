package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command logs, in a JVM of its own: that kernels are named is said once in a JVM.
final class LoggingTest {
  @TempDir private Path folder;

  /// Returns what standard error has.
  private List<String> run(String out, List<String> flags, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", "xor", "--epochs", "1"));
    command.addAll(List.of("--out", folder.resolve(out).toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().filter(line -> line.contains("training runs on")).toList();
  }

  @Test
  void run_kernelsAsAsked_areNamedWithVerboseAlone() throws IOException, InterruptedException {
    List<String> scalar = List.of("-Ddescent.kernel=scalar");
    assertThat(run("quiet", scalar)).isEmpty();
    assertThat(run("verbose", scalar, "--verbose"))
        .singleElement()
        .asString()
        .startsWith("INFO ")
        .endsWith("training runs on scalar kernels: -Ddescent.kernel=scalar forces it");
  }

  @Test
  void run_slowKernelsUnasked_areWarnedOf() throws IOException, InterruptedException {
    assertThat(run("slow", List.of()))
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .endsWith("start java with --add-modules jdk.incubator.vector");
  }
}

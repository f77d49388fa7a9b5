package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A training that is asked to end from outside, as by Ctrl-C, in a JVM of its own.
final class InterruptTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void run_interrupted_leavesOneLineAndNoFile() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.descent.cli.Main",
                "run",
                "digits",
                "--epochs",
                "1000000",
                "--out",
                run.toString())
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader err = process.errorReader()) {
      String line = err.readLine();
      while (line != null && !line.startsWith("epoch 1 of")) {
        line = err.readLine();
      }
      process.toHandle().destroy(); // the process itself would close its streams as well
      for (line = err.readLine(); line != null; line = err.readLine()) {
        lines.add(line);
      }
    }
    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILURE);
    assertThat(lines.getLast())
        .matches(
            "nn: training was stopped in epoch \\d+ of 1000000 after \\d+ steps: nothing was"
                + " written, run it again for a result");
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(run).doesNotExist();
  }
}

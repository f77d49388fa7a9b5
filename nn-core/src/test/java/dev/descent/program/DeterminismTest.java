package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise of the project: the same seed gives the same weights, bit by bit, whatever runs it.
///
/// [TrainingHash] trains a network for 200 steps in JVMs of its own and prints the SHA-256 of its
/// weights.
final class DeterminismTest {
  @TempDir private Path folder;

  @Test
  void weightsAfter200Steps_everyThreadsKernelWidthExecutionAndHistory_haveOneHash()
      throws IOException, InterruptedException {
    Map<String, List<String>> runs = new LinkedHashMap<>();
    runs.put("scalar, 1 thread", List.of("-Ddescent.kernel=scalar", "1"));
    runs.put("scalar, 2 threads", List.of("-Ddescent.kernel=scalar", "2"));
    runs.put("default kernels, 1 thread", List.of("1"));
    runs.put("vector, 2 threads", List.of("-Ddescent.kernel=vector", "2"));
    runs.put("vector, 128 bit", List.of("-Ddescent.kernel=vector", "-XX:MaxVectorSize=16", "1"));
    runs.put("vector, 256 bit", List.of("-Ddescent.kernel=vector", "-XX:MaxVectorSize=32", "2"));
    if (isX86()) {
      runs.put("vector, AVX", List.of("-Ddescent.kernel=vector", "-XX:UseAVX=1", "1"));
      runs.put("vector, AVX2", List.of("-Ddescent.kernel=vector", "-XX:UseAVX=2", "1"));
      runs.put("scalar, no FMA", List.of("-XX:UseAVX=0", "2"));
    }
    runs.put("interpreter", List.of("-Ddescent.program=interpreter", "2"));
    runs.put("after other programs", List.of("2", "others"));
    Map<String, String> hashes = new LinkedHashMap<>();
    Map<String, Process> processes = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> run : runs.entrySet()) {
      if (processes.size() == 2) { // two at a time
        collect(processes, hashes);
      }
      processes.put(run.getKey(), start(run.getKey(), run.getValue()));
    }
    collect(processes, hashes);
    String expected = hashes.values().iterator().next();
    assertThat(expected).matches("[0-9a-f]{64}");
    assertThat(hashes).allSatisfy((name, hash) -> assertThat(hash).as(name).isEqualTo(expected));
  }

  private void collect(Map<String, Process> processes, Map<String, String> hashes)
      throws IOException, InterruptedException {
    for (Map.Entry<String, Process> entry : processes.entrySet()) {
      int exit = entry.getValue().waitFor();
      Path out = folder.resolve(entry.getKey());
      assertThat(exit).as(() -> entry.getKey() + ": " + read(out)).isZero();
      String text = Files.readString(out, StandardCharsets.UTF_8);
      hashes.put(
          entry.getKey(),
          text.lines()
              .filter(line -> line.startsWith("sha256 "))
              .findFirst()
              .orElse(text)
              .substring(7));
    }
    processes.clear();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process start(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path")));
    arguments.stream().filter(a -> a.startsWith("-")).forEach(command::add);
    command.add(TrainingHash.class.getName());
    arguments.stream().filter(a -> !a.startsWith("-")).forEach(command::add);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private static boolean isX86() {
    String arch = System.getProperty("os.arch");
    return arch.equals("amd64") || arch.equals("x86_64");
  }
}

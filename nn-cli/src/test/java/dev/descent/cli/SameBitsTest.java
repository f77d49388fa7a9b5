package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line `weights-sha256` is the same with any number of threads, kernels, vector width and
/// executor: runs in JVMs of their own, as a user starts them.
final class SameBitsTest {
  @TempDir private Path folder;

  @Test
  void digits_whateverComputes_hasOneDigest() throws IOException, InterruptedException {
    Map<String, String> digests = new TreeMap<>();
    digests.put("2 threads", digest("2"));
    digests.put("1 thread", digest("1"));
    digests.put("scalar", digest("1", "-Ddescent.kernel=scalar"));
    digests.put("interpreted plan", digest("1", "-Ddescent.program=interpreter"));
    if (System.getProperty("os.arch").matches("amd64|x86_64")) {
      digests.put("128 bit", digest("1", "-XX:UseAVX=1"));
      digests.put("256 bit", digest("2", "-XX:UseAVX=2"));
    }
    assertThat(digests.values().stream().distinct()).as(digests.toString()).hasSize(1);
  }

  private String digest(String threads, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.descent.cli.Main"));
    command.addAll(List.of("run", "digits", "--epochs", "2", "--threads", threads));
    command.addAll(List.of("--out", folder.toString(), "--overwrite"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("weights-sha256: "))
        .findFirst()
        .orElseThrow();
  }
}

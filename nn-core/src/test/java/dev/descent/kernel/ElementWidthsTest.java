package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The doors have the same bits in other JVMs: with plain loops, with vectors of every width,
/// without a fused multiply-add in hardware.
final class ElementWidthsTest {
  private static final String VECTOR = "-Ddescent.kernel=vector";

  @Test
  void doors_otherWidthsAndKernels_haveTheSameBits() throws Exception {
    String expected = "fingerprint " + ElementFingerprint.compute();
    assertThat(fork("-Ddescent.kernel=scalar")).isEqualTo(expected);
    assertThat(fork(VECTOR, "-Ddescent.vector.bits=128")).isEqualTo(expected);
    assertThat(fork(VECTOR, "-Ddescent.vector.bits=256")).isEqualTo(expected);
    assertThat(fork(VECTOR, "-Ddescent.vector.bits=512")).isEqualTo(expected);
    assertThat(fork("-XX:-UseFMA")).isEqualTo(expected);
  }

  private static String fork(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ElementFingerprint.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}

package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.train.run.Environment;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class VersionTest {
  /// A whole build runs this test on jars, a compiler's output folder has no version to tell.
  @Test
  void environment_fromJars_saysTheVersion() throws URISyntaxException {
    Path origin =
        Path.of(Environment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(Environment.describe().get("descent"))
        .matches(Files.isDirectory(origin) ? "from classes, without a version" : "\\d+\\.\\d+.*");
  }

  @Test
  void version_ofTheCommand_isThatOfTheEnvironment() {
    Terminal terminal = new Terminal();
    assertThat(terminal.nn("--version")).isZero();
    assertThat(terminal.out().lines())
        .startsWith("descent: " + Environment.describe().get("descent"))
        .anyMatch(line -> line.startsWith("java: " + Runtime.version()))
        .anyMatch(line -> line.startsWith("kernels: "));
    assertThat(terminal.err()).isEmpty();
  }
}

package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.train.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example with somebody else's optimizer, whose jar lies where the build of that project
/// leaves it.
final class CustomOptimizerTest {
  @TempDir private Path folder;

  @Test
  void run_withItsJar_trainsWithThatOptimizer() throws IOException {
    Path target = folder.resolve("nn-examples/sign-momentum/target");
    SamplePlugin.build(
        folder.resolve("work"),
        target.resolve("sign-momentum-1.0.0.jar"),
        UnaryOperator.identity());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path run = folder.resolve("run");
    System.setProperty("descent.home", folder.toString());
    try {
      int code =
          new Nn(new PrintWriter(out, true), new PrintWriter(err, true), new Cancellation())
              .run("run", "custom-optimizer", "--epochs", "1", "--out", run.toString());
      assertThat(code).as("%s", err).isZero();
    } finally {
      System.clearProperty("descent.home");
    }
    assertThat(out.toString()).contains("test-accuracy: 0.", "weights-sha256: ");
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("\"name\" : \"sign-momentum\"");
  }

  @Test
  void list_withItsJar_saysWhereItAloneWasFound() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Path jar = plugins.resolve("sign-momentum-1.0.0.jar");
    SamplePlugin.build(folder.resolve("work"), jar, UnaryOperator.identity());
    Terminal terminal = new Terminal();
    assertThat(terminal.nn("optimizers", "--plugins", plugins.toString())).isZero();
    assertThat(terminal.out().lines())
        .filteredOn(line -> line.contains(".jar") || line.contains("nn-optim"))
        .singleElement()
        .asString()
        .startsWith("  sign-momentum ")
        .endsWith(jar.toString());
  }
}

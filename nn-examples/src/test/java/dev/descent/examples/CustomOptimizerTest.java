package dev.descent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample plug-in, compiled here from its sources, so that the test does not depend on the
/// order of the build.
final class CustomOptimizerTest {
  @TempDir private Path folder;

  @Test
  void run_samplePlugIn_trainsWithIt() throws IOException {
    Outcome outcome =
        new CustomOptimizerExample()
            .run(
                new Request()
                    .epochs(2)
                    .plugins(jar().getParent())
                    .set("learningRate", "0.002")
                    .out(folder.resolve("run")));
    assertThat(Double.parseDouble(outcome.values().getOrDefault("test-accuracy", "NaN")))
        .isGreaterThan(0.8);
    assertThat(Files.readString(folder.resolve("run/config.json")))
        .contains("\"name\" : \"sign-momentum\"", "\"learningRate\" : 0.002");
  }

  private Path jar() throws IOException {
    Path project = project();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    files(project.resolve("src/main/java"), ".java")
        .forEach(file -> arguments.add(file.toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("sign-momentum.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      add(entries, classes, ".class");
      add(entries, project.resolve("src/main/resources"), "");
    }
    return jar;
  }

  private static void add(JarOutputStream jar, Path root, String ending) {
    files(root, ending)
        .forEach(file -> {
          try {
            jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
            jar.write(Files.readAllBytes(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static List<Path> files(Path root, String ending) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    Path root =
        Files.exists(here.resolve("nn-core")) ? here : Objects.requireNonNull(here.getParent());
    return root.resolve("nn-examples/sign-momentum");
  }
}

package dev.descent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.OptimizerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's code is code that is compiled and run: each block stands, word for word, in a
/// source file of the project.
final class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void readme_codeBlocks_standInSources() throws IOException {
    Path root = root();
    String sources = normalized(sources(root));
    List<String> strangers = new ArrayList<>();
    for (String readme : List.of("README.md", "nn-train/README.md")) {
      Matcher block = BLOCK.matcher(Files.readString(root.resolve(readme)));
      while (block.find()) {
        if (!sources.contains(normalized(block.group(1)))) {
          strangers.add(block.group(1));
        }
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void train_iris_givesScores() throws IOException {
    Map<String, Double> scores = ReadmeSnippets.train(irisFile());
    assertThat(scores.get("accuracy")).isGreaterThan(0.85);
  }

  @Test
  void tensors_rows_addUpToOne() {
    assertThat(ReadmeSnippets.tensors().sum(1).at(0)).isEqualTo(1);
  }

  @Test
  void optimizer_alone_findsTheMinimum() {
    float[] weights = ReadmeSnippets.optimizer();
    assertThat(weights[1]).isBetween(0.8f, 1.2f);
    assertThat(weights[2]).isBetween(1.7f, 2.3f);
  }

  @Test
  void guice_application_hasItsOptimizer() {
    OptimizerRegistry registry = ReadmeSnippets.guice();
    assertThat(registry.names()).contains("adam", "sgd");
  }

  private Path irisFile() throws IOException {
    Path file = folder.resolve("iris.csv");
    try (InputStream in =
        Objects.requireNonNull(ExampleData.class.getResourceAsStream("data/iris.csv"))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("nn-core")) ? here : Objects.requireNonNull(here.getParent());
  }

  private static String sources(Path root) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String folder :
        List.of("nn-examples/src/test/java", "nn-examples/sign-momentum/src/main/java")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(file -> all.append(read(file)));
      }
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes what differs without meaning: white space.
  private static String normalized(String code) {
    return code.replaceAll("\\s+", "");
  }
}

package dev.descent.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code that documentation and README show.
final class SnippetsTest {
  @TempDir Path folder;

  @Test
  void weights_writtenAndRead_areTheSame() throws IOException {
    Layout layout = Layout.of(Map.of("0.weight", Shape.of(3, 2)), Map.of());
    Layout states = Layout.of(Map.of("1.running_mean", Shape.of(3)), Map.of());
    float[] weights = new float[layout.size()];
    float[] means = new float[states.size()];
    weights[5] = 1;
    // @start region="weights"
    Path file = folder.resolve("model.safetensors");
    Weights model = Weights.of(layout, weights).and(states, means);
    model.write(file, Map.of("format", "pt")); // whole or not at all
    model.read(file); // names, types and shapes have to fit, or nothing is changed

    try (SafetensorsFile open = SafetensorsFile.open(file)) { // reads the header only
      assertThat(open.entries()).containsKey("0.weight");
      assertThat(open.tensor("0.weight").at(5)).isEqualTo(1);
    }
    // @end
  }

  @Test
  void readme_code_isThatOfThisTest() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/dev/descent/io/SnippetsTest.java"));
    List<String> code = source.stream().map(String::strip).toList();
    List<String> shown =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("```java"))
            .skip(1)
            .takeWhile(line -> !line.equals("```"))
            .map(String::strip)
            .toList();
    assertThat(shown).isNotEmpty();
    assertThat(code).containsAll(shown);
  }
}

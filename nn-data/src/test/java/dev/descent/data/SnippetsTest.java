package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code that documentation and README show.
final class SnippetsTest {
  @TempDir Path folder;

  @Test
  void pipeline_irisLikeFile_trainsOnStandardizedBatches() throws IOException {
    StringBuilder text = new StringBuilder("sepal,petal,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i).append(',').append(i % 7).append(i % 2 == 0 ? ",setosa\n" : ",virginica\n");
    }
    Path file = Files.writeString(folder.resolve("iris.csv"), text);
    // @start region="csv"
    Dataset iris = Csv.withHeader().label("kind").read(file);
    // @end
    // @start region="pipeline"
    Split<Dataset> parts = iris.split(0.1, 0.2, 42); // stratified by label
    Standardizer standardizer = Standardizer.fit(parts.train(), "input"); // and on nothing else
    Pipeline pipeline =
        Pipeline.of(parts.train()).map(standardizer).shuffle(42).batch(16, Remainder.KEEP);
    Batches batches = pipeline.batches();
    while (batches.advance()) { // one epoch
      step(batches.batch());
    }
    PipelineState state = batches.state(); // seed, epoch, position: save them
    Batches resumed = pipeline.batches(state); // gives exactly the rest
    // @end
    assertThat(resumed.state()).isEqualTo(new PipelineState(42, 1, 0));
    assertThat(samples).isEqualTo(42);
  }

  @Test
  void readme_code_isThatOfThisTest() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/dev/descent/data/SnippetsTest.java"));
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

  private int samples;

  private void step(Batch batch) {
    samples += batch.samples();
  }
}

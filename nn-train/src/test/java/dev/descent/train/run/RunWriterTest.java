package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunWriterTest {
  private static final Map<String, Tensor> TENSORS = Map.of("w", Tensor.of(Shape.of(1), 1f));

  @TempDir private Path folder;

  private void write(Map<String, ?> config, String summary) throws IOException {
    RunWriter.write(
        RunDirectory.open(folder, true),
        config,
        TENSORS,
        "epoch\n",
        Map.of("more.txt", "more".getBytes(StandardCharsets.UTF_8)),
        new Report("run", summary));
  }

  @Test
  void write_all_hasTheFilesOfARun() throws IOException {
    write(Map.of("seed", 1), "one");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "model.safetensors", "config.json", "metrics.csv", "more.txt", "report.html");
  }

  @Test
  void write_overAnotherRunAndFailing_leavesNoReport() throws IOException {
    write(Map.of("seed", 1), "one");
    assertThatThrownBy(() -> write(Map.of("self", new Object()), "two"))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("report.html")).doesNotExist();
    assertThat(Files.readString(folder.resolve("config.json"))).contains("\"seed\" : 1");
  }
}

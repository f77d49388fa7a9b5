package dev.descent.train.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.descent.io.Safetensors;
import dev.descent.io.spi.WeightFormat;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/// Writes the files of a run: `model.safetensors`, `config.json`, `metrics.csv`, `report.html`.
public final class RunWriter {
  /// The weights. Python's `safetensors` and PyTorch read them under the same names.
  public static final String MODEL = "model.safetensors";

  /// What was asked for, and the environment, see [RunSettings].
  public static final String CONFIG = "config.json";

  /// The history, a line for each epoch.
  public static final String METRICS = "metrics.csv";

  /// The report.
  public static final String REPORT = "report.html";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunWriter() {}

  /// Writes all files. The report comes last, and one of an earlier run goes first: where a report
  /// is, the run is whole, and all of one piece.
  ///
  /// @param directory the run directory
  /// @param config names and values (numbers, texts, maps, lists), in order
  /// @param tensors the evaluation weights and states by name
  /// @param metrics the history as comma-separated values, see [MetricsCsv]
  /// @param others further files, by name
  /// @param report the page
  /// @throws IOException if a file cannot be written
  public static void write(
      RunDirectory directory,
      Map<String, ?> config,
      Map<String, Tensor> tensors,
      String metrics,
      Map<String, byte[]> others,
      Report report)
      throws IOException {
    Files.deleteIfExists(directory.file(REPORT));
    new Safetensors()
        .write(directory.file(MODEL), new WeightFormat.Contents(tensors, Map.of("format", "pt")));
    directory.write(CONFIG, JSON.writeValueAsString(config) + "\n");
    directory.write(METRICS, metrics);
    for (Map.Entry<String, byte[]> file : others.entrySet()) {
      directory.write(file.getKey(), file.getValue());
    }
    directory.write(REPORT, report.html());
  }
}

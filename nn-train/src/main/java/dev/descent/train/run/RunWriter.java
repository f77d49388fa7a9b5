package dev.descent.train.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.descent.io.Safetensors;
import dev.descent.io.spi.WeightFormat;
import dev.descent.tensor.Tensor;
import dev.descent.train.EpochReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes the files of a run: `model.safetensors`, `config.json`, `metrics.csv`, `report.html`.
public final class RunWriter {
  /// The weights. Python's `safetensors` and PyTorch read them under the same names.
  public static final String MODEL = "model.safetensors";

  /// What was asked for, and the environment.
  public static final String CONFIG = "config.json";

  /// The history, a line for each epoch.
  public static final String METRICS = "metrics.csv";

  /// The report.
  public static final String REPORT = "report.html";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunWriter() {}

  /// Writes all files. The report comes last: where it is, the run is whole.
  ///
  /// @param directory the run directory
  /// @param config names and values (numbers, texts, maps, lists), in order
  /// @param tensors the evaluation weights and states by name
  /// @param history the epochs
  /// @param report the page
  /// @throws IOException if a file cannot be written
  public static void write(
      RunDirectory directory,
      Map<String, ?> config,
      Map<String, Tensor> tensors,
      List<EpochReport> history,
      Report report)
      throws IOException {
    new Safetensors()
        .write(directory.file(MODEL), new WeightFormat.Contents(tensors, Map.of("format", "pt")));
    directory.write(CONFIG, JSON.writeValueAsString(config) + "\n");
    directory.write(METRICS, MetricsCsv.of(history));
    directory.write(REPORT, report.html());
  }
}

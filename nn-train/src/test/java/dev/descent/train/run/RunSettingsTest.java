package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.descent.data.DataDigest;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Residual;
import dev.descent.layer.Sequential;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.Configs;
import dev.descent.optim.schedule.Schedules;
import dev.descent.train.EarlyStopping;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingResult;
import dev.descent.train.metric.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunSettingsTest {
  private static final Dataset LINE =
      Dataset.regression("line", new float[] {0, 1, 2, 3}, new float[] {1, 2, 3, 4});

  private static final Layer NETWORK =
      Sequential.of(
          new Linear(3),
          new BatchNorm1d(),
          Sequential.of(new Relu(), new Residual(new Linear(3))),
          new Linear(1));

  @TempDir private Path folder;

  private static TrainingResult train() {
    return Trainer.of(NETWORK, new MeanSquaredError())
        .optimizer(AdamConfig.of(0.01))
        .group("*.bias", SgdConfig.of(0.1))
        .schedule("learningRate", Schedules.step(0.01, 10, 0.5))
        .freeze("3.bias")
        .clipByGlobalNorm(1)
        .data(Pipeline.of(LINE).shuffle(5))
        .validation(Pipeline.of(LINE))
        .metric(Metrics.meanAbsoluteError())
        .earlyStopping(EarlyStopping.onLoss(3))
        .seed(9)
        .threads(2)
        .epochs(2)
        .train();
  }

  @Test
  void config_writtenAndReadBack_isTheSame() throws IOException {
    TrainingResult result = train();
    Map<String, Object> config = RunSettings.of(result.configuration(), LINE);
    RunWriter.write(
        RunDirectory.open(folder, true),
        config,
        result.model().tensors(),
        "",
        Map.of(),
        new Report("run", ""));
    Map<String, Object> read =
        JsonMapper.builder()
            .build()
            .readValue(
                folder.resolve(RunWriter.CONFIG).toFile(),
                new TypeReference<Map<String, Object>>() {});
    assertThat(json(read)).isEqualTo(json(config));
    assertThat(read)
        .containsOnlyKeys(
            "descent",
            "network",
            "loss",
            "optimizer",
            "groups",
            "schedules",
            "frozen",
            "clipByGlobalNorm",
            "batchSize",
            "epochs",
            "seed",
            "training",
            "validation",
            "metrics",
            "earlyStopping",
            "threads",
            "data",
            "environment");
  }

  private static Object json(Object value) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    return mapper.readTree(mapper.writeValueAsString(value));
  }

  @Test
  void configuration_parts_areThoseThatWereSet() {
    Map<String, Object> config = train().configuration();
    assertThat(config)
        .containsEntry("loss", new MeanSquaredError().toString())
        .containsEntry("optimizer", Configs.values(AdamConfig.of(0.01)))
        .containsEntry("groups", Map.of("*.bias", Configs.values(SgdConfig.of(0.1))))
        .containsEntry(
            "schedules", Map.of("learningRate", Schedules.step(0.01, 10, 0.5).toString()))
        .containsEntry("frozen", Map.of("3.bias", "frozen"))
        .containsEntry("clipByGlobalNorm", 1.0)
        .containsEntry("batchSize", 4)
        .containsEntry("epochs", 2)
        .containsEntry("seed", 9L)
        .containsEntry("training", "line, shuffled by seed 5, batches of 4, KEEP")
        .containsEntry(
            "threads", Map.of("count", 2, "note", "no bit of the weights depends on it"));
    assertThat(config.get("network"))
        .isEqualTo(
            Map.of(
                "layers",
                Map.of(
                    "0", new Linear(3).toString(),
                    "1", new BatchNorm1d().toString(),
                    "2.0", "Relu[]",
                    "2.1", new Residual(new Linear(3)).toString(),
                    "3", new Linear(1).toString()),
                "inputs",
                Map.of("input", "F32[4, 1]", "target", "F32[4, 1]"),
                "parameters",
                Map.of(
                    "0.weight", List.of(3, 1),
                    "0.bias", List.of(3),
                    "1.weight", List.of(3),
                    "1.bias", List.of(3),
                    "2.1.inner.weight", List.of(3, 3),
                    "2.1.inner.bias", List.of(3),
                    "3.weight", List.of(1, 3),
                    "3.bias", List.of(1)),
                "states",
                Map.of(
                    "1.running_mean", List.of(3),
                    "1.running_var", List.of(3),
                    "1.num_batches_tracked", List.of())));
  }

  @Test
  void data_source_hasSizeTypesAndDigests() {
    assertThat(RunSettings.data(LINE))
        .isEqualTo(
            Map.of(
                "line",
                Map.of(
                    "records",
                    4L,
                    "fields",
                    Map.of("input", "F32[1]", "target", "F32[1]"),
                    "sha256",
                    DataDigest.sha256(LINE))));
  }

  @Test
  void data_twoOfOneName_areRefused() {
    assertThatThrownBy(() -> RunSettings.data(LINE, LINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sources of a run must have names of their own, two were 'line': call one otherwise by"
                + " named(...)");
  }
}
